/** The maintained list of initial sources (LD-08); a stage may have its own. Inactive ones can exist but not be chosen. */
export const DEFAULT_SOURCES = {
  active: [
    'UserGems Contact Tracking', 'UserGems - New Hires & Promotions', 'Trial - Enterprise', 'Trial - GitLab.com', 'Request - Contact', 'Web Chat', 'Demo', 'Webcast',
    'Conference', 'GitLab.com', 'CE Download', 'CE Usage Ping', 'Gated Content - Whitepaper', 'Gated Content - General', 'AE Generated', 'SDR Generated', 'Web Direct',
  ],
  inactive: ['Swag Store'],
};
