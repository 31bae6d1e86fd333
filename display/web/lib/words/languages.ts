// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.

export const BUILT_IN = {
  zh: { name: "中文", tag: "zh-CN", dir: 'ltr' },
  en: { name: "English", tag: "en", dir: 'ltr' },
} as const;
