// Mantine in the console's own sizes and colours; the colours themselves are tokens in tokens.css.
import {
  Button,
  InputWrapper,
  Menu,
  Modal,
  Select,
  Textarea,
  TextInput,
  Tooltip,
  createTheme,
  defaultVariantColorsResolver,
} from '@mantine/core';

export const theme = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "PT Sans", "Noto Sans", Arial, sans-serif',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.4' },
  defaultRadius: 6,
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  // Mantine counts contrast for the light theme only: the words on the accent are a token of both
  variantColorResolver: (input) => {
    const usual = defaultVariantColorsResolver(input);
    return input.variant === 'filled' && (input.color ?? 'accent') === 'accent' ? { ...usual, color: 'var(--on-accent)' } : usual;
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  colors: {
    red: ['#FBE9E7', '#F7CFCB', '#F2A9A2', '#FF8F85', '#D9534A', '#C43A31', '#B3261E', '#8F1E18', '#6E1713', '#4E100D'],
    accent: ['#E8F1FF', '#D3E4FD', '#ABC9F7', '#8AB6FF', '#4A88DE', '#2E72CF', '#1A5FC4', '#154E9F', '#103F82', '#0B2F63'],
  },
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    // the hint stands below, so that fields in a row keep one line
    InputWrapper: InputWrapper.extend({ defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'sm' } }),
    Select: Select.extend({ defaultProps: { size: 'sm', allowDeselect: false, comboboxProps: { shadow: 'md' } } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', withinPortal: true, transitionProps: { duration: 100 } } }),
    Modal: Modal.extend({ defaultProps: { centered: true, transitionProps: { duration: 100 }, overlayProps: { backgroundOpacity: 0.4 } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: true, transitionProps: { duration: 100 } } }),
  },
});
