interface Body {
  readonly id: string;
  readonly type: string;
  readonly person?: object;
  readonly previous?: object;
  readonly current: object;
}

/** Webhook bodies as UserGems sends them; a test names what matters to it. */
const aBody = ({ id, type, person, previous, current }: Body) => ({
  id,
  type,
  detectedAt: '2024-10-03T17:05:00Z',
  person: { firstName: 'Ada', lastName: `Okafor ${id}`, email: null, linkedinUrl: `https://www.linkedin.com/in/${id}`, country: 'United States', state: null, ...person },
  ...(previous && { previous }),
  current: { title: 'CTO', startedOn: '2024-09-01', ...current },
});

export const aJobChange = (id: string, contactId: string, current: object, person: object = {}) => aBody({ id, type: 'job_change', person, previous: { contactId, title: null }, current });

export const aNewHire = (id: string, current: object) => aBody({ id, type: 'new_hire', current });

export const aPromotion = (id: string, contactId: string, current: object) => aBody({ id, type: 'promotion', previous: { contactId }, current });
