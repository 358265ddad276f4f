// One thing said in both languages.

export type Said = { ru: string; en: string };
