// A toast's sentence with its undo button.

export function UndoLine({ message, label, undo }: { message: string; label: string; undo: () => void }) {
  return (
    <span className="undo-line">
      <span>{message}</span>
      <button type="button" className="link-button" data-testid="undo" onClick={undo}>
        {label} <kbd>Z</kbd>
      </button>
    </span>
  );
}
