// Our side of the sample data: who works here, and what they do in a rescue. All names are invented.

export const team = {
  accountManager: person('U01KIM', 'kim', 'Kim Osei', 'Europe/Berlin'),
  manager: person('U02MORGAN', 'morgan', 'Morgan Hale', 'Europe/London'),
  executiveSponsor: person('U03INES', 'ines', 'Ines Duarte', 'Europe/Lisbon'),
  technicalLead: person('U04TOMASZ', 'tomasz', 'Tomasz Wilk', 'Europe/Warsaw'),
  supportLead: person('U05PRIYA', 'priya', 'Priya Nair', 'Asia/Kolkata'),
};

function person(id, handle, name, zone) {
  return { id, handle, name, zone, email: `${handle}@ourcompany.example` };
}
