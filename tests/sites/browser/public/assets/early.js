window.earlyRanBeforeHydration = window.__NEXT_HYDRATED === undefined
