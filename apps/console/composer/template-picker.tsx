// The list of templates over the composer: filtered by what follows "/", chosen by arrows and Enter.
import type { TemplateView } from '#libs/contract/staff.js';
import { useTexts } from '../texts/language.store.js';

interface PickerProps {
  found: TemplateView[];
  active: number;
  choose: (template: TemplateView) => void;
  close: () => void;
}

export function TemplatePicker({ found, active, choose, close }: PickerProps) {
  const { t } = useTexts();
  return (
    <div className="picker" data-testid="templates">
      <div className="list-note">
        <span>{t('templates.title')}</span>
        <button type="button" className="link-button" onClick={close}>
          {t('act.close')}
        </button>
      </div>
      {found.length === 0 ? (
        <p className="quiet" style={{ padding: 12 }}>
          {t('templates.none')}
        </p>
      ) : null}
      <div role="listbox" className="picker-list" aria-label={t('templates.title')}>
        {found.map((template, i) => (
          <button
            key={template.id}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            className="choice"
            ref={(node) => void (i === active && node?.scrollIntoView({ block: 'nearest' }))}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(template)}
          >
            <span className="row">
              <span className="strong ellipsis">{template.title}</span>
              <span className="quiet small">/{template.code}</span>
            </span>
            <span className="quiet small ellipsis" style={{ display: 'block' }}>
              {template.text}
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}
