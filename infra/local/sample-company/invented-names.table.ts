/** What the sample company's names are put together from. Everything is invented; every host ends in `.example`. */
export const FIRST_NAMES = [
  'Ada', 'Adriana', 'Aiko', 'Aisha', 'Alejandro', 'Amara', 'Amélie', 'Anders', 'Anil', 'Anneke', 'Arjun', 'Astrid', 'Ayodele', 'Beatriz', 'Bilal', 'Birgit', 'Camila',
  'Cedric', 'Chidi', 'Chloé', 'Clara', 'Daniel', 'Deepa', 'Dmitri', 'Ebba', 'Eleni', 'Emre', 'Esther', 'Fatima', 'Felipe', 'Fiona', 'Freya', 'Gabriel', 'Gita', 'Greta',
  'Haruki', 'Hassan', 'Helena', 'Ibrahim', 'Ines', 'Ingrid', 'Isabel', 'Ivan', 'Jamal', 'Javier', 'Jia', 'Joana', 'Johan', 'Joon', 'Kamala', 'Karim', 'Katarzyna', 'Keiko',
  'Kofi', 'Lars', 'Leila', 'Lena', 'Liam', 'Linh', 'Lucía', 'Mads', 'Maeve', 'Malik', 'Marek', 'Mei', 'Miguel', 'Mina', 'Naledi', 'Naomi', 'Nils', 'Noor', 'Oksana', 'Olivia',
  'Omar', 'Owen', 'Paolo', 'Priya', 'Rafael', 'Rashid', 'Renata', 'Ruth', 'Sabine', 'Samir', 'Sana', 'Sigrid', 'Simone', 'Sofia', 'Søren', 'Tariq', 'Thandiwe', 'Theo', 'Tomás',
  'Uma', 'Valentina', 'Vikram', 'Wanjiru', 'Xavier', 'Yara', 'Yuki', 'Zainab', 'Zoë', 'Łukasz',
] as const;

export const LAST_NAMES = [
  'Abara', 'Adeyemi', 'Almeida', 'Andersson', 'Arslan', 'Asante', 'Bakker', 'Banerjee', 'Baptiste', 'Bergström', 'Bianchi', 'Boateng', 'Brennan', 'Carvalho', 'Castellanos',
  'Chandra', 'Chukwu', 'Costa', 'Dahl', 'Darwish', 'Delacroix', 'Desai', 'Dlamini', 'Doyle', 'Dubois', 'Eriksen', 'Espinoza', 'Falk', 'Farouk', 'Ferreira', 'Fischer', 'Fontaine',
  'Fujimoto', 'Gallagher', 'Ghosh', 'Grabowski', 'Greenwood', 'Gupta', 'Haddad', 'Hagen', 'Hakimi', 'Hartmann', 'Hashimoto', 'Hoang', 'Holm', 'Ibarra', 'Ishikawa', 'Iyer',
  'Jansen', 'Jovanović', 'Kamara', 'Kapoor', 'Kariuki', 'Kim', 'Kowalczyk', 'Kruger', 'Laurent', 'Lindqvist', 'Lombardi', 'Macharia', 'Mahmoud', 'Marchetti', 'Mbeki', 'Mendoza',
  'Mishra', 'Moreau', 'Mwangi', 'Nakagawa', 'Nasser', 'Ndiaye', 'Nguyen', 'Nowicki', 'Oduya', 'Okafor', 'Okonkwo', 'Olsen', 'Ortega', 'Osei', 'Park', 'Patel', 'Pereira', 'Popescu',
  'Quintero', 'Rahimi', 'Rao', 'Reyes', 'Rossi', 'Salazar', 'Santos', 'Sato', 'Schreiber', 'Silva', 'Soto', 'Steiner', 'Sullivan', 'Takeda', 'Tanaka', 'Torres', 'Tran', 'Vargas',
  'Villanueva', 'Visser', 'Wallace', 'Weber', 'Wójcik', 'Yamada', 'Yildiz', 'Zhang', 'Zielinski',
] as const;

/** A company is called beginning + ending: `Brackwick`, `Ostermere`. */
export const COMPANY_BEGINNINGS = [
  'Alder', 'Ambro', 'Bracken', 'Calder', 'Corvo', 'Drum', 'Elver', 'Fenni', 'Glass', 'Harro', 'Ister', 'Juno', 'Kestra', 'Lunder', 'Marlo', 'Nether', 'Oster', 'Pello', 'Quill', 'Rosen',
  'Silver', 'Tamar', 'Umber', 'Vesper', 'Wilder', 'Yarro', 'Zephyr',
] as const;
export const COMPANY_ENDINGS = ['bank', 'beam', 'bridge', 'crest', 'dane', 'fell', 'gate', 'haven', 'holt', 'lane', 'mere', 'mont', 'quay', 'reach', 'shore', 'stead', 'vale', 'wick'] as const;

/** What companies do: Account.Industry and the words for it in their names. */
export const TRADES = [
  { industry: 'Technology', words: ['Software', 'Cloud', 'Data', 'Robotics', 'Semiconductors'] },
  { industry: 'Financial Services', words: ['Capital', 'Insurance', 'Payments', 'Bank'] },
  { industry: 'Manufacturing', words: ['Motors', 'Materials', 'Machine Works', 'Electronics'] },
  { industry: 'Healthcare', words: ['Health', 'Biosciences', 'Diagnostics', 'Therapeutics'] },
  { industry: 'Retail', words: ['Foods', 'Outfitters', 'Home', 'Markets'] },
  { industry: 'Energy', words: ['Energy', 'Renewables', 'Grid'] },
  { industry: 'Media', words: ['Media', 'Games', 'Studios'] },
  { industry: 'Transportation', words: ['Logistics', 'Freight', 'Airways', 'Mobility'] },
] as const;

/** Public bodies, `{}` being their place. */
export const PUBLIC_BODIES = ['City of {}', '{} County Council', 'University of {}', '{} University Hospital', '{} Water Authority', '{} Department of Transport', '{} Institute of Technology'] as const;

export type Region = 'AMER' | 'EMEA' | 'APAC';

interface Place {
  readonly country: string;
  readonly region: Region;
  readonly legalForms: readonly string[];
  /** [state or empty, city] */
  readonly cities: readonly (readonly [string, string])[];
  /** How often a company is from here, against the others. */
  readonly weight: number;
}

export const PLACES = [
  { country: 'United States', region: 'AMER', legalForms: ['Inc.', 'Corp.', 'LLC'], cities: [['Oregon', 'Portland'], ['Texas', 'Austin'], ['Ohio', 'Columbus'], ['Georgia', 'Atlanta'], ['Massachusetts', 'Boston']], weight: 9 },
  { country: 'Canada', region: 'AMER', legalForms: ['Inc.', 'Ltd.'], cities: [['Ontario', 'Toronto'], ['Quebec', 'Montréal']], weight: 2 },
  { country: 'Brazil', region: 'AMER', legalForms: ['Ltda.', 'S.A.'], cities: [['São Paulo', 'Campinas'], ['Paraná', 'Curitiba']], weight: 1 },
  { country: 'United Kingdom', region: 'EMEA', legalForms: ['Ltd', 'plc'], cities: [['', 'Leeds'], ['', 'Bristol'], ['', 'Glasgow']], weight: 3 },
  { country: 'Germany', region: 'EMEA', legalForms: ['GmbH', 'AG'], cities: [['', 'Hamburg'], ['', 'Leipzig']], weight: 2 },
  { country: 'France', region: 'EMEA', legalForms: ['SAS', 'SA'], cities: [['', 'Lyon'], ['', 'Nantes']], weight: 2 },
  { country: 'Netherlands', region: 'EMEA', legalForms: ['B.V.'], cities: [['', 'Utrecht']], weight: 1 },
  { country: 'Spain', region: 'EMEA', legalForms: ['S.L.', 'S.A.'], cities: [['', 'Valencia']], weight: 1 },
  { country: 'Sweden', region: 'EMEA', legalForms: ['AB'], cities: [['', 'Malmö']], weight: 1 },
  { country: 'Kenya', region: 'EMEA', legalForms: ['Ltd'], cities: [['', 'Nairobi']], weight: 1 },
  { country: 'Japan', region: 'APAC', legalForms: ['K.K.'], cities: [['', 'Osaka']], weight: 1 },
  { country: 'India', region: 'APAC', legalForms: ['Pvt. Ltd.'], cities: [['Karnataka', 'Bengaluru'], ['Maharashtra', 'Pune']], weight: 1 },
  { country: 'Australia', region: 'APAC', legalForms: ['Pty Ltd'], cities: [['Victoria', 'Melbourne']], weight: 1 },
  { country: 'Singapore', region: 'APAC', legalForms: ['Pte. Ltd.'], cities: [['', 'Singapore']], weight: 1 },
] as const satisfies readonly Place[];

export type Country = (typeof PLACES)[number]['country'];

export const STREETS = ['Alder Way', 'Canal Street', 'Foundry Lane', 'Harbour Road', 'Mill Street', 'Orchard Avenue', 'Station Road', 'Weaver Street'] as const;

export const TITLES = [
  'Chief Information Officer', 'Chief Technology Officer', 'VP Engineering', 'VP Infrastructure', 'VP Data', 'Director of Platform Engineering', 'Director of IT Operations', 'Director of Security',
  'Head of Developer Experience', 'Head of Architecture', 'Head of Procurement', 'Engineering Manager', 'DevOps Manager', 'Product Manager', 'Release Manager', 'Principal Engineer', 'Staff Engineer',
  'Senior Software Engineer', 'Site Reliability Engineer', 'Security Analyst', 'Data Engineer', 'Solutions Architect', 'QA Lead', 'Systems Administrator', 'Procurement Specialist',
] as const;
