// Written by `python -m hallserver.contract.typescript` out of the shapes and tables of hallserver: change it there.

export interface AccountLink {
  account: string;
  role: string;
  code: string | null;
  until: string;
}

export interface AccountView {
  name: string;
  role: string;
  department: string | null;
  department_name: Words | null;
  has_password: boolean;
  has_factor: boolean;
  pages: number;
  signed_on_at: string | null;
  link_until: string | null;
  shut_at: string | null;
  ours: boolean;
  signs_on_by: string;
}

export interface AccountsView {
  accounts: AccountView[];
  roles: string[];
}

export interface AlarmLimit {
  kind: AlarmKind;
  on: boolean;
  raise_at: number;
  clear_at: number;
  usual_raise_at: number;
  usual_clear_at: number;
  unit: string;
  who: string[];
}

export interface AlarmTaken {
  goes: string;
  at: string;
  until: string;
}

export interface AlarmView {
  id: number;
  kind: AlarmKind;
  subject: string;
  gravity: Gravity;
  words: Words;
  since: string;
  who: string[];
  act: AlarmAct;
  taken: AlarmTaken | null;
}

export interface AlarmsView {
  now: string;
  alarms: AlarmView[];
}

export interface AppointmentView {
  code: string;
  matter: string;
  at: string;
  business_day: string;
  state: AppointmentState;
  number: string | null;
  approver: string | null;
  reason: string | null;
  project: string | null;
}

export interface AppointmentsView {
  business_day: string;
  appointments: AppointmentView[];
  unchanged: number;
  changed: number;
}

export interface ArrivalSlot {
  at: string;
  expected: number;
  low: number;
  high: number;
}

export interface ArrivalsView {
  past_days: number;
  error_percent: number | null;
  days: DayArrivals[];
}

export interface AskedView {
  number: string;
  code: string;
  good_until: string;
  papers: string[];
  printer: Words | null;
}

export interface BoardView {
  epoch: string;
  seq: number;
  now: string;
  build: string;
  business_day: string;
  calls: CallOnBoard[];
  lines: LineOnBoard[];
  windows: WindowOnBoard[];
  next: Record<string, string[]>;
}

export interface CallOnBoard {
  seq: number;
  ticket: string;
  line: string;
  matter: string;
  window: string;
  at: string;
  state: State;
}

export interface CalledNumber {
  number: string;
  window: string;
}

export interface CaseCounts {
  in_hand: number;
  overdue: number;
  due_soon: number;
  papers: number;
  ready: number;
}

export interface CaseExtensionView {
  old_due: string;
  new_due: string;
  reason: string;
  by: string;
  at: string;
}

export interface CaseInBrief {
  number: string;
  state: Case;
  state_words: Words;
  matter: string;
  matter_name: Words;
  code: string;
  accepted_day: string;
  promised: string;
  due: string;
  why_later: string | null;
  list: string[];
  result: string | null;
  result_reason: string | null;
  handed_day: string | null;
  reserved: boolean;
  first_told: string | null;
}

export interface CasePartView {
  department: string;
  name: Words;
  ready_at: string | null;
  ready_by: string | null;
  result: string | null;
}

export interface CaseSupplementView {
  list: string[];
  asked_by: string;
  asked_day: string;
  brought_day: string | null;
}

export interface CaseView {
  number: string;
  state: Case;
  state_words: Words;
  matter: string;
  matter_name: Words;
  department: string;
  department_name: Words;
  ticket: string;
  window: string;
  staffer: string;
  staffer_name: Words;
  secondment: number;
  accepted_day: string;
  promised: string;
  due: string;
  latest: string;
  away_days: number;
  days_left: number | null;
  due_soon: boolean;
  overdue: boolean;
  result: string | null;
  result_reason: string | null;
  ready_day: string | null;
  ready_by: string | null;
  handed_day: string | null;
  handed_window: string | null;
  handed_staffer: string | null;
  handed_way: Way | null;
  handed_reference: string | null;
  in_time: boolean | null;
  in_time_first: boolean | null;
  parts: CasePartView[];
  extensions: CaseExtensionView[];
  supplement: CaseSupplementView | null;
  reserved: boolean;
  first_told: string | null;
}

export interface CasesView {
  today: string;
  cases: CaseView[];
  total: number;
  counts: CaseCounts;
  acts_for: string | null;
}

export interface CatalogueView {
  departments: DepartmentView[];
  matters: MatterView[];
  lines: LineView[];
  windows: WindowPlan[];
  screens: ScreenView[];
  zones: ZoneView[];
  not_in_hall: OutsideMatter[];
}

export interface ClaimedMessage {
  id: number;
  uid: string;
  tries: number;
}

export interface ClockView {
  now: string;
}

export interface ClosingView {
  business_day: string;
  at: string;
  reason: string;
  seq: number;
  hash: string;
  figures: Record<string, number>;
}

export interface ConcernFile {
  id: number;
  seq: number;
  kind: string;
  name: Words;
  matter: string | null;
  number: string | null;
  day: string;
  due: string;
  overdue: boolean;
  words: string | null;
  contact: string | null;
  answered_at: string | null;
  answer: string | null;
  upheld: boolean | null;
}

export interface ConcernFiles {
  concerns: ConcernFile[];
}

export interface ConcernView {
  id: number;
  kind: string;
  kind_words: Words;
  matter: string | null;
  number: string | null;
  raised_at: string;
  due: string;
  answered_at: string | null;
}

export interface ConcernsView {
  concerns: ConcernView[];
}

export interface ContestView {
  id: number;
  kind: string;
  seq: number;
  reason: string;
  contested_by: string;
  contested_at: string;
  upheld: boolean | null;
  review: string | null;
  reviewed_by: string | null;
  due: string;
}

export interface ContestsView {
  findings: FindingView[];
}

export interface CountyFigures {
  taken: number;
  called: number;
  served: number;
  given_up: number;
  missed: number;
  not_called: number;
  waits: number;
  wait_mean_ms: number;
  wait_p50_ms: number;
  wait_p90_ms: number;
  within: number;
  services: number;
  pieces: number;
  service_mean_ms: number;
  service_p50_ms: number;
  service_p90_ms: number;
  accepted: number;
  due: number;
  kept: number;
  told: number;
  told_kept: number;
  rated: number;
  satisfied: number;
  post_ms: number;
}

export interface CountyPeriod {
  first_day: string;
  last_day: string;
  finished: boolean;
  days: number;
  windows: number;
}

export interface CountyRow {
  by: string;
  name: Words;
  now: CountyFigures;
  before: CountyFigures;
}

export interface CountySpans {
  span: string;
  spans: CountyPeriod[];
}

export interface CountyView {
  hall: Words;
  department: Words | null;
  span: string;
  now: CountyPeriod;
  before: CountyPeriod;
  level_ms: number;
  rows: CountyRow[];
  total: CountyRow;
}

export interface DayArrivals {
  day: string;
  lines: LineArrivals[];
}

export interface DayAttended {
  day: string;
  am: HalfDayView;
  pm: HalfDayView;
  windows: string[];
}

export interface DayCurveView {
  day: string;
  quarters: Quarter[];
  usual_days: number;
}

export interface DecisionView {
  seq: number;
  rule: string;
  chosen: number;
  compared: Record<string, unknown>[];
  capped: string[];
}

export interface DeductionView {
  kind: string;
  name: Words;
  tenths: number;
  free: number;
  start: number;
  most: number;
  home: boolean;
}

export interface Delta {
  epoch: string;
  seq: number;
  prev: number;
  now: string;
  kind: string;
  at: string;
  ticket: string | null;
  line: string | null;
  matter: string | null;
  window: string | null;
  state: string | null;
  window_state: WindowState | null;
  staffer: Words | null;
  letter: string | null;
  printer: string | null;
  detail: string | null;
}

export interface DepartmentRank {
  department: string;
  name: Words;
  findings: number;
  services: number;
  per_mille: number | null;
  before: number;
  services_before: number;
  per_mille_before: number | null;
}

export interface DepartmentView {
  code: string;
  name: Words;
  short: Words;
  area: string;
}

export interface DeviceEvent {
  seq: number;
  at: string;
  kind: string;
  words: Words;
  who: Words;
}

export interface DeviceEventsView {
  items: DeviceEvent[];
}

export interface DeviceView {
  role: string;
  name: string;
  window: string | null;
  state: Presence;
  paired_at: string;
  last_seen: string | null;
  page: string | null;
  build: string | null;
  seq: number | null;
  behind: number | null;
  audio: boolean | null;
  uptime_s: number | null;
  size: string | null;
  hasty_at: string | null;
  parts: PartView[];
  stopped: Words | null;
  zone: string;
  simulated: boolean;
}

export interface DoctorLine {
  judged: string;
  words: Words;
}

export interface DoctorView {
  at: string;
  lines: DoctorLine[];
}

export interface Done {
  ok: boolean;
}

export interface DraftView {
  draft: string;
  matter: string;
  at: string;
  until: string;
}

export interface EmergenciesView {
  emergencies: EmergencyView[];
}

export interface EmergencyView {
  id: number;
  place: string;
  window: string | null;
  raised_at: string;
  answered_at: string | null;
  goes: string | null;
  reset_at: string | null;
}

export interface EventView {
  seq: number;
  at: string;
  kind: string;
  body: string;
  prev_hash: string;
  hash: string;
}

export interface EventsView {
  events: EventView[];
  head_seq: number;
  head_hash: string;
}

export interface FactorDraft {
  secret: string;
  address: string;
  picture: string;
  draft: string;
}

export interface FeedItem {
  seq: number;
  at: string;
  kind: string;
  actor: string;
  ticket: number | null;
  number: string | null;
  window: string | null;
  words: Words;
  who: Words;
  day: string;
  ticket_day: string | null;
}

export interface FeedView {
  items: FeedItem[];
}

export interface FieldChange {
  field: string;
  old: string;
  new: string;
}

export interface FigureView {
  kind: string;
  name: Words;
  count: number;
  lifted: number;
}

export interface FiguresView {
  business_day: string;
  served: number;
  waiting: number;
  open_windows: number;
  mean_wait_ms: number;
  level_ms: number;
  within_percent: number;
  rated: number;
  satisfied_percent: number;
}

export interface FilledDay {
  business_day: string;
  lines: FilledLine[];
}

export interface FilledLine {
  line: string;
  slots: FilledSlot[];
}

export interface FilledSlot {
  at: string;
  places: number;
  taken: number;
}

export interface FindingView {
  seq: number;
  kind: string;
  name: Words;
  day: string;
  staffer: string | null;
  staffer_name: Words | null;
  department: string | null;
  window: string | null;
  matter: string | null;
  ticket: number | null;
  number: string | null;
  ticket_day: string | null;
  amount: number;
  detail: string;
  said: Words;
  lifted: Words | null;
  contest: ContestView | null;
}

export interface FindingsView {
  first_day: string;
  last_day: string;
  total: number;
  findings: FoundView[];
  figures: FigureView[];
}

export interface FleetView {
  build: string;
  devices: DeviceView[];
  planned: PlannedDevice[];
}

export interface FollowLink {
  link: string;
  svg: string;
}

export interface FoundPrinter {
  address: string;
  printer: string | null;
}

export interface FoundPrintersView {
  network: string;
  found: FoundPrinter[];
}

export interface FoundView {
  seq: number;
  kind: string;
  name: Words;
  day: string;
  staffer: string | null;
  staffer_name: Words | null;
  department: string | null;
  window: string | null;
  matter: string | null;
  ticket: number | null;
  number: string | null;
  ticket_day: string | null;
  amount: number;
  detail: string;
  said: Words;
  lifted: Words | null;
  contest: ContestView | null;
  at: string;
  length_ms: number | null;
  waited: number | null;
}

export interface GreenEffect {
  business_day: string;
  uses: number;
  others: number;
  delayed: number;
  total_ms: number;
  mean_ms: number;
  longest_ms: number;
}

export interface GroupTrend {
  by: string;
  name: Words;
  count: number;
  p50_ms: number;
  p90_ms: number;
  points: TrendPoint[];
}

export interface HalfDayView {
  state: Attended;
  kind: LeaveKind | null;
  late_ms: number;
}

export interface HallNowView {
  now: string;
  target_ms: number;
  alarms: AlarmView[];
  windows: WindowNow[];
  lines: LineNow[];
  day_closed: boolean;
}

export interface HallPlanDay {
  day: string;
  works: boolean;
  like: string;
  name: Words;
  announced: boolean;
}

export interface HallPlanView {
  code: string;
  name: Words;
  zone: string;
  always_open: boolean;
  service_level_minutes: number;
  hours: Record<string, string[]>;
  calendar: HallPlanDay[];
  known_until: number | null;
}

export interface HallView {
  code: string;
  name: Words;
  zone: string;
  business_day: string;
  open: boolean;
  opens_at: string | null;
  closes_at: string | null;
  closed_words: Words | null;
  now: string;
  demo: boolean;
  bookable: boolean;
  build: string;
}

export interface HeatCell {
  weekday: number;
  hour: number;
  minute: number;
  count: number;
  p50_ms: number;
  p90_ms: number;
}

export interface HeatView {
  report: string;
  first_day: string;
  last_day: string;
  cells: HeatCell[];
}

export interface HelpView {
  id: number;
  place: string;
  asked_at: string;
}

export interface HelpsView {
  helps: HelpView[];
}

export interface IssuedTicket {
  id: number;
  number: string;
  line: string;
  matter: string;
  ahead: number;
  wait: WaitRange;
  windows: string[];
  issued_at: string;
  business_day: string;
  follow: string;
  print: PrintView;
  notice: Words | null;
  stops: StopView[];
}

export interface JobView {
  id: number;
  printer: string;
  state: JobState;
  attempt: number;
}

export interface JourneyStop {
  matter: string;
  matter_name: Words;
  state: State;
  window: string | null;
  staffer: string | null;
  by_named: boolean | null;
  arrived_at: string;
  called_at: string | null;
  started_at: string | null;
  finished_at: string | null;
  wait_ms: number | null;
  service_ms: number | null;
  outcome: Outcome | null;
  reason: string | null;
  promised_until: string | null;
}

export interface KindWeeks {
  kind: string;
  name: Words;
  counts: number[];
}

export interface KioskView {
  name: string;
  zone: string;
  departments: string[];
  matters: string[];
  idle_s: number;
  ask_s: number;
  attract_s: number;
  stopped: Words | null;
  reads: string[];
}

export interface LeasedJob {
  id: number;
  ticket: number | null;
  printer: string;
  attempt: number;
  copy: number;
  address: string;
  profile: string;
  expires_at: string;
  slip: unknown;
  kind: string;
}

export interface LeaveView {
  id: number;
  staffer: string;
  kind: LeaveKind;
  from_day: string;
  to_day: string;
  half: string | null;
  noted_by: string;
  noted_at: string;
}

export interface LeavesTaken {
  noted: LeaveView[];
  unchanged: number;
}

export interface LengthsView {
  report: string;
  first_day: string;
  last_day: string;
  step_ms: number;
  counts: number[];
  level_ms: number | null;
}

export interface LetterView {
  id: number;
  document: string;
  staffer: string;
  name: Words;
  department: string;
  department_name: Words;
  role: Role | null;
  from_day: string;
  to_day: string;
  state: Standing;
  ends_soon: boolean;
  window: string | null;
  decide: string[];
  accept: string[];
  scan: string | null;
  scan_type: string | null;
  renews: string | null;
  withdrawn_at: string | null;
  withdrawn_reason: string | null;
}

export interface LettersView {
  today: string;
  letters: LetterView[];
  posted: PostedLetter[];
}

export interface LineArrivals {
  line: string;
  name: Words;
  slots: ArrivalSlot[];
}

export interface LineNow {
  line: string;
  waiting: number;
  longest_from: string | null;
  windows: number;
  wait: WaitRange;
  stopped: Words | null;
}

export interface LineOnBoard {
  line: string;
  waiting: number;
  wait: WaitRange;
  offer: OfferView;
}

export interface LineOrder {
  code: string;
  name: Words;
  waiting: number;
  numbers: string[];
  called: CalledNumber[];
}

export interface LineRule {
  line: string;
  cap: number;
  missed: string;
  more_time_minutes: number;
  recall_limit: number;
  slot_percent: number;
}

export interface LineStaffing {
  line: string;
  name: Words;
  taken_ms: number;
  slots: StaffingSlot[];
}

export interface LineView {
  code: string;
  prefix: string;
  name: Words;
  missed: string;
  green: boolean;
  kind: string;
}

export interface LinkView {
  role: string;
  name: string;
  window: string | null;
  staffer: string | null;
  needs_pin: boolean;
  token: string | null;
}

export interface LiveToken {
  token: string | null;
  expires_at: string;
}

export interface MarkedDay {
  day: string;
  works: boolean;
  name: Words;
}

export interface MatterRange {
  matter: string;
  ahead: number;
  wait: WaitRange;
  offer: OfferView;
}

export interface MatterRanges {
  matters: MatterRange[];
}

export interface MatterView {
  code: string;
  name: Words;
  department: string;
  line: string;
  audience: string;
  kind: string;
  norm_minutes: number;
  promised_days: number;
  legal_days: number;
  fee: Words;
  materials: Words[];
  usual: boolean;
  initials: string;
  joint: string[];
  fee_fen: number | null;
  guide: Words | null;
}

export interface MatterWait {
  matter: string;
  ahead: number;
  wait: WaitRange;
  windows: string[];
  offer: OfferView;
}

export interface MediaView {
  media: MediumView[];
}

export interface MediumView {
  hash: string;
  type: string;
  film: boolean;
  seconds: number;
  words: Words;
}

export interface MessageView {
  id: number;
  from_box: string;
  to_box: string;
  words: Words;
  quick: string | null;
  sent_at: string;
  delivered_at: string | null;
  read_at: string | null;
}

export interface MessagesView {
  box: string;
  messages: MessageView[];
  quick: Record<string, Words>;
}

export interface MonthBeside {
  month: string;
  tenths: number | null;
  median: number | null;
}

export interface MonthScore {
  month: string;
  tenths: number;
}

export interface MonthsView {
  department: string;
  months: MonthBeside[];
}

export interface NewsView {
  since: string | null;
  first_day: string;
  after: number;
  findings: FigureView[];
  concerns: number;
  contests: number;
  appeals: number;
}

export interface NextAnswer {
  ticket: TicketAtWindow;
  decision: DecisionView;
  window: WindowView;
}

export interface NoticeView {
  id: number;
  words: Words;
  zone: string;
  posted_at: string;
  until_at: string | null;
}

export interface NoticesView {
  notices: NoticeView[];
}

export interface NumberInHall {
  ticket: number;
  number: string;
  line: string;
  matter: string;
  matter_name: Words;
  state: State;
  state_words: Words;
  priority: boolean;
  window: string | null;
  waited_ms: number;
  stops: number;
}

export interface NumberOfDay {
  ticket: number;
  number: string;
  line: string;
  matter: string;
  matter_name: Words;
  visitor_class: string;
  state: State;
  state_words: Words;
  window: string | null;
  arrived_at: string;
  called_at: string | null;
  ended_at: string | null;
  wait_ms: number | null;
}

export interface NumbersOfDayView {
  day: string;
  total: number;
  kept_from: string | null;
  numbers: NumberOfDay[];
}

export interface NumbersView {
  now: string;
  total: number;
  numbers: NumberInHall[];
}

export interface OfferView {
  state: OfferState;
  takeable: boolean;
  words: Words | null;
  at: string | null;
  reach: Reach;
  reach_words: Words | null;
}

export interface OutboxView {
  receivers: ReceiverView[];
  messages: OutgoingView[];
}

export interface OutgoingView {
  id: number;
  uid: string;
  receiver: string;
  kind: string;
  words: Words;
  seq: number | null;
  state: Outgoing;
  tries: number;
  queued_at: string;
  next_at: string;
  until_at: string;
  ended_at: string | null;
  refusal: string | null;
}

export interface OutsideMatter {
  code: string;
  name: Words;
  department: string;
  kind: string;
  promised_days: number;
  legal_days: number;
  fee: Words;
  reason: Words;
}

export interface OversightView {
  first_day: string;
  last_day: string;
  figures: FigureView[];
  windows: WindowRates[];
  silent: SilentMatter[];
}

export interface OwnBooking {
  appointment: AppointmentView;
  key: string;
  change_until: string;
  link: string | null;
}

export interface OwnDepartmentView {
  department: string;
  name: Words;
  now: string;
  today: string;
  items: TodoItem[];
  total: number;
  papers: number;
  windows: OwnWindow[];
}

export interface OwnFigures {
  served: number;
  mean_ms: number;
  p90_ms: number;
  pieces: number;
}

export interface OwnWindow {
  code: string;
  name: Words;
  zone: string;
  state: WindowState;
  since: string | null;
  staffer: Words | null;
  department: string | null;
  reason: string | null;
  idle_from: string | null;
  lines: string[];
  groups: string[];
  until: string | null;
  waiting: number;
}

export interface PairingView {
  code: string;
  token: string | null;
  expires_at: string;
}

export interface PartView {
  code: string;
  kind: PartKind;
  state: PartState;
  fault: string | null;
  seq: number | null;
  heard_at: string | null;
}

export interface PassedOver {
  seq: number;
  number: string;
  window: string;
  at: string;
  reason: string;
  words: Words;
}

export interface PersonAttended {
  staffer: string;
  name: Words;
  department: string;
  department_name: Words;
  role: Role;
  days: DayAttended[];
  leaves: LeaveView[];
}

export interface PhoneView {
  offered: boolean;
  bound: boolean;
  ahead: number;
}

export interface PlaceOfFollower {
  ahead: number;
  low_ms: number;
  high_ms: number;
  window: string | null;
  state: State;
}

export interface PlaceView {
  tier: number;
  effective_at: string;
  seq: number;
}

export interface PlanChange {
  table: string;
  code: string;
  what: string;
  fields: FieldChange[];
}

export interface PlanColumn {
  name: string;
  kind: string;
  needed: boolean;
  one_of: string[];
  of: string | null;
}

export interface PlanDifference {
  changes: PlanChange[];
  dry_run: boolean;
  notes: Words[];
}

export interface PlanTable {
  table: string;
  columns: PlanColumn[];
  rows: Record<string, unknown>[];
}

export interface PlanVersionView {
  version: number;
  at: string;
  by: string;
  table: string;
  change_count: number;
  changes: PlanChange[];
  undoes: number | null;
}

export interface PlanVersionsView {
  total: number;
  versions: PlanVersionView[];
}

export interface PlannedDevice {
  role: string;
  name: string;
  window: string | null;
  zone: string;
  words: Words;
}

export interface PostedLetter {
  window: string;
  name: Words;
  role: Role;
  document: string | null;
}

export interface PrintView {
  state: string;
  printer: string | null;
  name: Words | null;
  elsewhere: boolean;
}

export interface PrinterView {
  code: string;
  name: Words;
  address: string;
  profile: string;
  state: Condition;
  detail: string | null;
  read_at: string | null;
  queued: number;
  printed_today: number;
  neighbour: string | null;
  roll_m: number;
  muted_at: string | null;
  muted_for: string | null;
  paper_left: number | null;
  paper_by: string | null;
  paper_changed_at: string | null;
  used_mm: number;
  used_slips: number;
  total_mm: number;
  methods: Record<string, number>;
  problems: Record<string, number>;
}

export interface PrintersView {
  printers: PrinterView[];
}

export interface ProjectJourney {
  project: ProjectView;
  uses: ProjectUse[];
  effect: GreenEffect[];
}

export interface ProjectUse {
  business_day: string;
  at: string;
  state: AppointmentState;
  approver: string;
  reason: string;
  booked_by: string;
  number: string | null;
  stops: JourneyStop[];
}

export interface ProjectView {
  code: string;
  department: string;
  department_name: Words;
  name: Words;
  staffer: string;
  staffer_name: Words;
  window: string;
  opened_at: string;
  closed_at: string | null;
  closed_reason: string | null;
  uses: number;
  last_use: string | null;
}

export interface ProjectsView {
  projects: ProjectView[];
}

export interface ProofItem {
  seq: number;
  at: string;
  who: Words;
  good: boolean;
  said: string;
  head: number;
}

export interface ProofsView {
  head: number;
  head_hash: string;
  proofs: ProofItem[];
  seals: SealItem[];
}

export interface PublicFigures {
  now: string;
  today: ServiceFigures;
  month: ServiceFigures;
}

export interface PublicQueue {
  now: string;
  lines: LineOrder[];
  waits: LineOnBoard[];
}

export interface Quarter {
  at: string;
  arrived: number | null;
  served: number | null;
  waiting: number | null;
  usual: number | null;
}

export interface QueuedSlip {
  job: number;
  printer: string;
}

export interface RankingView {
  first_day: string;
  last_day: string;
  departments: DepartmentRank[];
}

export interface RatingPageView {
  link: string | null;
  svg: string | null;
}

export interface ReadingItem {
  seq: number;
  at: string;
  what: Words;
  about: Words;
}

export interface ReadingsView {
  readings: ReadingItem[];
  next: number | null;
}

export interface Reason {
  seq: number;
  at: string;
  kind: string;
  words: Words;
}

export interface ReasonCount {
  reason: string;
  words: Words;
  count: number;
}

export interface ReceiverView {
  name: string;
  kind: string;
  listed: boolean;
  visitors: boolean;
  events: string[];
  waiting: number;
  sent: number;
  given_up: number;
  refusal: string | null;
}

export interface RectificationView {
  id: number;
  state: Rectified;
  served_on: string;
  department: string;
  window: string;
  staffer: string;
  matter: string;
  level: number;
  reasons: string[];
  due: string;
  overdue: boolean;
  in_time: boolean;
  measures: string | null;
  done_by: string | null;
  done_day: string | null;
  call_back: string | null;
  satisfied: boolean | null;
  called_back_by: string | null;
  appeal: string | null;
  appealed_by: string | null;
  review: string | null;
  reviewed_by: string | null;
  review_by: string | null;
}

export interface RectificationsView {
  today: string;
  rectifications: RectificationView[];
}

export interface ReplacementView {
  id: number;
  secondment: number;
  state: Asked;
  asked_by: string;
  asked_at: string;
  reason: string;
  successor: string | null;
  reference: string | null;
  effective_day: string | null;
  answered_by: string | null;
  answered_at: string | null;
  answer: string | null;
}

export interface ReportRow {
  by: string;
  name: Words;
  count: number;
  sum_ms: number;
  mean_ms: number;
  p50_ms: number;
  p90_ms: number;
  p95_ms: number;
  max_ms: number;
  excluded: number;
  extra: Record<string, number>;
  pieces: number;
  parts: Record<string, number>;
  paused_for: Record<string, number>;
}

export interface ReportView {
  report: string;
  by: string;
  first_day: string;
  last_day: string;
  rows: ReportRow[];
  total: ReportRow;
}

export interface ReserveList {
  month: string;
  months: number;
  tenths: number;
  rows: ReserveRow[];
}

export interface ReserveRow {
  staffer: string;
  name: Words;
  department: string;
  role: string;
  from_day: string;
  to_day: string;
  months: MonthScore[];
  services: number;
  rated: number;
  satisfied: number;
}

export interface RetentionLine {
  kind: string;
  words: Words;
  days: number | null;
  since: string | null;
}

export interface RetentionView {
  lines: RetentionLine[];
}

export interface RosterView {
  first_day: string;
  last_day: string;
  people: PersonAttended[];
}

export interface RulesVersion {
  version: number;
  published_at: string;
  published_by: string;
}

export interface RulesView {
  version: number;
  rules: Record<string, unknown>;
  published_at: string | null;
  published_by: string | null;
}

export interface SchemeTrial {
  month: string;
  scheme: number;
  rows: SchemeTrialRow[];
}

export interface SchemeTrialRow {
  by: string;
  name: Words;
  now_tenths: number;
  then_tenths: number;
}

export interface SchemeView {
  version: number;
  from_month: string;
  deductions: DeductionView[];
  reserve_months: number;
  reserve_tenths: number;
  published_at: string | null;
  published_by: string | null;
}

export interface ScoreLine {
  finding: FindingView;
  tenths: number;
}

export interface ScoreRow {
  by: string;
  name: Words;
  department: string | null;
  tenths: number;
  days: number;
  people: number;
  services: number;
  excluded: number;
  service_ms: number;
  decidable: number;
  done: number;
  registered: number;
  rated: number;
  satisfied: number;
  bad: number;
  own_tenths: number;
  people_tenths: number;
  lines: ScoreLine[];
}

export interface ScoreSheet {
  month: string;
  by: string;
  scheme: number;
  rows: ScoreRow[];
}

export interface ScreenView {
  code: string;
  name: Words;
  zone: string;
  diagonal_inch: number;
  farthest_m: number;
  pixels: [number, number];
  day: string[];
}

export interface SealItem {
  day: string;
  at: string;
  seq: number;
  hash: string;
}

export interface SentView {
  address: string;
}

export interface ServedItem {
  ticket: number;
  number: string;
  day: string;
  window: string;
  staffer: string;
  matter: string;
  outcome: string;
  outcome_name: Words;
  decidable: boolean;
  reason: Words | null;
  staffer_name: Words;
}

export interface ServedView {
  total: number;
  services: ServedItem[];
}

export interface ServiceFigures {
  first_day: string;
  last_day: string;
  served: number;
  mean_wait_ms: number;
  p50_wait_ms: number;
  p90_wait_ms: number;
  mean_service_ms: number;
  level_ms: number;
  within_percent: number;
  told: number;
  told_kept: number;
  rated: number;
  satisfied: number;
}

export interface SessionView {
  id: number;
  staffer: string;
  name: Words;
  secondment: number;
  role: string;
  covers: string | null;
  letter: string | null;
  opened_at: string;
  matters: number;
}

export interface SetupStep {
  code: string;
  count: number;
  done: boolean;
  needed: boolean;
  lacks: Words[];
}

export interface SetupView {
  steps: SetupStep[];
  ready: boolean;
}

export interface SignInView {
  provider: Words | null;
  directory: boolean;
}

export interface SignatureView {
  kind: string;
  by: string;
  at: string;
}

export interface SilentMatter {
  matter: string;
  name: Words;
  department: string;
  last_day: string | null;
}

export interface Sitting {
  session: number;
  window: string;
  staffer: string;
  name: Words;
  department: string;
  secondment: number;
  covers: string | null;
  covers_name: Words | null;
  letter: string | null;
  day: string;
  opened_at: string;
  closed_at: string | null;
  late_ms: number;
  paused_ms: number;
  pauses: number;
  services: number;
  work: WorkDone[];
  pieces: number;
  parts: Record<string, number>;
  paused_for: Record<string, number>;
}

export interface SittingsView {
  first_day: string;
  last_day: string;
  sittings: Sitting[];
}

export interface SlipPicture {
  png: string;
  width: number;
  height_mm: number;
  bytes: number;
  missing: string;
}

export interface SlipTemplateView {
  kind: string;
  template: unknown;
  house: unknown;
  changed_at: string | null;
  changed_by: string | null;
  facts: string[];
  lists: string[];
}

export interface SlipTemplatesView {
  templates: SlipTemplateView[];
  logo: string | null;
}

export interface SlotView {
  at: string;
  free: number;
}

export interface SlotsOfDay {
  business_day: string;
  slots: SlotView[];
}

export interface SlotsView {
  matter: string;
  bookable: boolean;
  minutes: number;
  change_minutes: number;
  days: SlotsOfDay[];
}

export interface StaffView {
  name: string;
  role: string;
  header_token: string | null;
  window: string | null;
  asks_old: boolean;
  permissions: string[];
  has_password: boolean;
  idle_s: number;
  department: Words | null;
  has_factor: boolean;
  owes: string[];
  signs_on_by: string;
}

export interface StaffingSlot {
  at: string;
  expected: number;
  needed: number;
  planned: number;
}

export interface StaffingView {
  day: string;
  share_percent: number;
  within_minutes: number;
  lines: LineStaffing[];
}

export interface StopView {
  matter: string;
  name: Words;
  line: string;
  state: State;
  state_words: Words;
  after: string | null;
  window: string | null;
  held: Words | null;
  due_at: string | null;
  outcome: Outcome | null;
}

export interface StoryView {
  ticket: number;
  number: string;
  day: string;
  visitor_class: Words;
  state: string;
  state_name: Words;
  items: FeedItem[];
}

export interface TargetsView {
  now: string;
  lines: LineOnBoard[];
  windows: WindowTarget[];
}

export interface TermView {
  id: number;
  staffer: string;
  name: Words;
  department: string;
  department_name: Words;
  role: Role;
  state: Term;
  nominated_by: string;
  nominated_at: string;
  wished_from: string | null;
  wished_to: string | null;
  note: string | null;
  replaces: number | null;
  from_day: string | null;
  to_day: string | null;
  days_left: number | null;
  ends_soon: boolean;
  end_kind: Ended | null;
  end_reason: string | null;
  ended_at: string | null;
  ended_by: string | null;
  window: string | null;
  signatures: SignatureView[];
  replacements: ReplacementView[];
}

export interface TermsView {
  today: string;
  secondments: TermView[];
}

export interface Tick {
  epoch: string;
  seq: number;
  now: string;
}

export interface TicketAtWindow {
  id: number;
  number: string;
  line: string;
  matter: string;
  matter_name: Words;
  state: State;
  lang: string;
  priority: boolean;
  arrived_at: string;
  called_at: string | null;
  started_at: string | null;
  wait_ms: number;
  recalls: number;
  norm_minutes: number;
  may_decide: boolean;
  shown: boolean;
  spoken: boolean;
  comment: string | null;
  reason: string | null;
  case: CaseInBrief | null;
  due_at: string | null;
  stops: StopView[];
  papers: string[];
  usual: Outcome | null;
  needs: string[];
}

export interface TicketView {
  id: number;
  number: string;
  line: string;
  matter: string;
  state: State;
  state_words: Words;
  ahead: number;
  wait: WaitRange | null;
  place: PlaceView;
  window: string | null;
  windows: string[];
  issued_at: string;
  business_day: string;
  called_at: string | null;
  started_at: string | null;
  ended_at: string | null;
  outcome: Outcome | null;
  rated: boolean;
  print: PrintView;
  now: string;
  held: Words | null;
  due_at: string | null;
  more_time_minutes: number;
  return_code: string | null;
  stops: StopView[];
  cases: CaseInBrief[];
  notice: Words | null;
  papers: string[];
  needs: string[];
}

export interface ToRate {
  ticket: number | null;
  number: string | null;
  finished_at: string | null;
}

export interface TodoItem {
  kind: Todo;
  key: string;
  about: Words;
  due: string;
  overdue: boolean;
  waits: boolean;
}

export interface TokenView {
  role: string;
  name: string;
  window: string | null;
  token: string | null;
}

export interface TrendPoint {
  at: string;
  count: number;
  mean_ms: number;
  p50_ms: number;
  p90_ms: number;
}

export interface TrendView {
  report: string;
  first_day: string;
  last_day: string;
  points: TrendPoint[];
  marked: MarkedDay[];
}

export interface TrendsView {
  report: string;
  by: string;
  first_day: string;
  last_day: string;
  step: string;
  groups: GroupTrend[];
}

export interface UndoView {
  act: UndoAct;
  until: string;
  ticket: number | null;
  number: string | null;
  outcome: Outcome | null;
  puts_back: string | null;
}

export interface UnheardCall {
  number: string;
  window: string;
  zone: string;
  called_at: string;
  shown: boolean;
  spoken: boolean;
}

export interface UnheardView {
  now: string;
  calls: UnheardCall[];
}

export interface VerifiedView {
  good: boolean;
  said: string;
  seq: number;
  took_ms: number;
}

export interface WaitRange {
  low_ms: number;
  high_ms: number;
  about: boolean;
}

export interface WaitingStop {
  ticket: number;
  number: string;
  line: string;
  matter: string;
  matter_name: Words;
  priority: boolean;
  lang: string;
  waited_ms: number;
  sent_here: boolean;
  parked_at: string | null;
  reason: string | null;
  due_at: string | null;
}

export interface WaitingView {
  now: string;
  count: number;
  waiting: WaitingStop[];
  parked: WaitingStop[];
}

export interface Waits {
  now: string;
  lines: LineOnBoard[];
  next: Record<string, string[]>;
}

export interface WallLine {
  line: string;
  waiting: number;
  longest_from: string;
  wait: WaitRange;
}

export interface WallView {
  now: string;
  target_ms: number;
  lines: WallLine[];
  figures: FiguresView;
  taken: number;
  told: number;
  told_kept: number;
}

export interface WeekSpan {
  first_day: string;
  last_day: string;
}

export interface WeeksView {
  weeks: WeekSpan[];
  kinds: KindWeeks[];
}

export interface WhatIfRow {
  line: string;
  visitor_class: string;
  name: Words;
  visitors_a_day: number;
  before_p50_ms: number;
  before_p90_ms: number;
  after_p50_ms: number;
  after_p90_ms: number;
  gain_ms: number;
  gain_low_ms: number;
  gain_high_ms: number;
}

export interface WhatIfView {
  first_day: string;
  last_day: string;
  days: number;
  advice: Words;
  rows: WhatIfRow[];
}

export interface WholeRulesView {
  version: number;
  numbers: Record<string, number>;
  one_key: boolean;
  lines: LineRule[];
  alarms: AlarmLimit[];
  versions: RulesVersion[];
}

export interface WhyView {
  number: string;
  state: State;
  words: Words;
  reasons: Reason[];
  counts: ReasonCount[];
  passed: PassedOver[];
}

export interface WindowNow {
  code: string;
  name: Words;
  zone: string;
  state: WindowState;
  since: string | null;
  staffer: Words | null;
  department: string | null;
  reason: string | null;
  idle_from: string | null;
  lines: string[];
  groups: string[];
  until: string | null;
}

export interface WindowOnBoard {
  code: string;
  name: Words;
  zone: string;
  state: WindowState;
  ticket: string | null;
  staffer: Words | null;
  letter: string | null;
}

export interface WindowPlan {
  code: string;
  name: Words;
  zone: string;
  department: string | null;
  mandate: string;
  lines: string[];
  groups: string[];
  abilities: string[];
}

export interface WindowRates {
  window: string;
  name: Words;
  decisions: number;
  decidable: number;
  done: number;
  registered: number;
  forwarded: number;
}

export interface WindowTarget {
  code: string;
  name: Words;
  state: WindowState;
  staffer: string;
  staffer_name: Words;
  waiting: number;
}

export interface WindowView {
  code: string;
  name: Words;
  zone: string;
  department: string | null;
  state: WindowState;
  pause_reason: string | null;
  session: SessionView | null;
  ticket: TicketAtWindow | null;
  waiting: number;
  parked: TicketAtWindow[];
  today: OwnFigures | null;
  seq: number;
  now: string;
  accepted: CaseInBrief | null;
  undo: UndoView | null;
  asked: AskedView | null;
  work: WorkView | null;
  work_kinds: WorkKindView[];
  most_pieces: number;
}

export interface Words {
  zh: string;
  en: string;
}

export interface WorkDone {
  kind: string;
  name: Words;
  matter: string | null;
  begun_at: string;
  ended_at: string | null;
  lasted_ms: number;
  pieces: number;
  excluded: string | null;
}

export interface WorkKindView {
  code: string;
  name: Words;
}

export interface WorkView {
  kind: string;
  name: Words;
  matter: string | null;
  matter_name: Words | null;
  begun_at: string;
}

export interface ZoneView {
  code: string;
  name: Words;
  silent: boolean;
  volume: string[];
}

export type AlarmAct = '' | 'answer_help' | 'cases' | 'change_paper' | 'devices' | 'lend' | 'test_printer' | 'told' | 'window';

export type AlarmKind = 'absent' | 'clock' | 'crowded' | 'device_silent' | 'disk' | 'expected_wait' | 'hasty' | 'help' | 'idle' | 'long_pause' | 'long_wait' | 'no_shows' | 'nobody' | 'paper_low' | 'part_down' | 'printer' | 'promise_due' | 'screen_dark' | 'told_short' | 'told_wide' | 'undelivered' | 'unheard';

export type AppointmentState = 'booked' | 'cancelled' | 'kept' | 'lapsed';

export type Asked = 'asked' | 'consented' | 'refused';

export type Asks = '' | 'promise' | 'papers' | 'reason' | 'forward_reason' | 'case';

export type Attended = 'absent' | 'coming' | 'late' | 'leave' | 'off' | 'present' | 'relieved' | 'unclear' | 'unrecorded';

export type Case = 'accepted' | 'handed_over' | 'ready' | 'supplement' | 'withdrawn';

export type ConcernKind = 'sent_elsewhere' | 'asked_again' | 'not_told' | 'refused_unexplained' | 'overdue' | 'nobody_there' | 'system_down' | 'manner' | 'other';

export type Condition = 'cover_open' | 'cutter' | 'error' | 'offline' | 'paper_low' | 'paper_out' | 'ready' | 'silent' | 'unknown' | 'unwatched';

export type Ended = 'replaced' | 'returned' | 'term_over';

export type EventKind = 'absence.noted' | 'account.bound' | 'account.moved' | 'account.opened' | 'account.shut' | 'account.signed_off' | 'account.signed_on' | 'alarm.acknowledged' | 'alarm.cleared' | 'alarm.raised' | 'appointment.booked' | 'appointment.cancelled' | 'appointment.changed' | 'appointment.kept' | 'appointment.lapsed' | 'call.shown' | 'call.spoken' | 'case.due_soon' | 'case.extended' | 'case.handed_over' | 'case.kept' | 'case.opened' | 'case.overdue' | 'case.part_ready' | 'case.ready' | 'case.recounted' | 'case.resumed' | 'case.sent_out' | 'case.supplemented' | 'case.undecided' | 'case.withdrawn' | 'clock.accepted' | 'clock.stepped' | 'code.issued' | 'concern.answered' | 'concern.raised' | 'contest.opened' | 'contest.reviewed' | 'day.closed' | 'day.closing' | 'day.opened' | 'device.paired' | 'device.reloaded' | 'device.renamed' | 'emergency.answered' | 'emergency.raised' | 'emergency.reset' | 'hall.damaged' | 'hall.founded' | 'hall.planned' | 'hall.started' | 'help.answered' | 'help.asked' | 'kiosk.opened' | 'kiosk.stopped' | 'leave.noted' | 'leave.withdrawn' | 'letter.imported' | 'letter.issued' | 'letter.reminded' | 'letter.scanned' | 'letter.withdrawn' | 'line.opened' | 'line.stopped' | 'link.issued' | 'link.used' | 'log.verified' | 'message.seen' | 'message.sent' | 'notice.posted' | 'notice.withdrawn' | 'numbers.leapt' | 'park.over' | 'phone.bound' | 'phone.forgotten' | 'pin.set' | 'printer.changed' | 'printer.looked_at' | 'printer.muted' | 'printer.paper_changed' | 'printer.paper_low' | 'printer.state' | 'project.closed' | 'project.opened' | 'rating.given' | 'records.rebuilt' | 'rectification.appealed' | 'rectification.called_back' | 'rectification.done' | 'rectification.opened' | 'rectification.overdue' | 'rectification.reviewed' | 'registered.often' | 'replacement.asked' | 'replacement.consented' | 'replacement.refused' | 'report.read' | 'rules.published' | 'scheme.published' | 'second_factor.removed' | 'second_factor.set' | 'secondment.begun' | 'secondment.declined' | 'secondment.ended' | 'secondment.imported' | 'secondment.nominated' | 'secondment.reminded' | 'secondment.signed' | 'sign_on.refused' | 'slip.expired' | 'slip.failed' | 'slip.logo_changed' | 'slip.moved' | 'slip.printed' | 'slip.queued' | 'slip.sent' | 'slip.templated' | 'slip.unconfirmed' | 'staffer.added' | 'ticket.called' | 'ticket.cancelled' | 'ticket.expired' | 'ticket.finished' | 'ticket.held' | 'ticket.issued' | 'ticket.missed' | 'ticket.parked' | 'ticket.placed' | 'ticket.recalled' | 'ticket.released' | 'ticket.reopened' | 'ticket.returned' | 'ticket.started' | 'ticket.transferred' | 'ticket.voided' | 'token.issued' | 'token.revoked' | 'window.closed' | 'window.opened' | 'window.paused' | 'window.planned' | 'window.resumed' | 'window.worked' | 'window.working';

export type ForwardReason = 'site_visit' | 'expert_review' | 'meeting' | 'leader_signature';

export type Gravity = 'grave' | 'note' | 'warning';

export type JobState = 'cancelled' | 'expired' | 'failed' | 'leased' | 'printed' | 'queued' | 'sending' | 'sent' | 'stalled' | 'unconfirmed';

export type LeaveKind = 'annual' | 'errand' | 'other' | 'personal' | 'sick' | 'training';

export type Need = 'low_window' | 'sign_language' | 'english' | 'minority_language';

export type OfferState = 'appointment' | 'closed' | 'day_closed' | 'gone' | 'later' | 'open' | 'stopped' | 'unplanned' | 'unstaffed';

export type Outcome = 'done' | 'accepted' | 'supplement' | 'refused' | 'forwarded' | 'consulted' | 'handed_over' | 'left';

export type Outgoing = 'given_up' | 'lapsed' | 'sending' | 'sent' | 'waiting';

export type PartKind = 'pad' | 'reader' | 'sign';

export type PartState = 'dark' | 'live' | 'refused' | 'unknown';

export type Permission = 'account.keep' | 'alarm.answer' | 'alarm.see' | 'appointment.book' | 'appointment.read' | 'board.read' | 'call.acknowledge' | 'call.select' | 'call.watch' | 'case.act' | 'case.read' | 'catalogue.read' | 'catalogue.write' | 'clip.read' | 'concern.answer' | 'concern.raise' | 'concern.read' | 'day.close' | 'department.own' | 'device.log' | 'device.register' | 'doctor.ask' | 'emergency.raise' | 'emergency.see' | 'events.read' | 'hall.plan' | 'help.answer' | 'help.ask' | 'job.print' | 'kiosk.read' | 'kiosk.stop' | 'leave.note' | 'letter.read' | 'letter.scan' | 'letter.write' | 'line.stop' | 'live.own' | 'live.public' | 'live.staff' | 'live.token' | 'log.verify' | 'media.read' | 'message.write' | 'notice.write' | 'outbox.keep' | 'outbox.read' | 'oversight.read' | 'phone.bind' | 'printer.care' | 'printer.edit' | 'printer.read' | 'printer.test' | 'project.read' | 'project.write' | 'rectification.call_back' | 'rectification.do' | 'rectification.read' | 'rectification.review' | 'replacement.answer' | 'replacement.ask' | 'report.read' | 'roster.read' | 'rules.publish' | 'rules.read' | 'scheme.publish' | 'score.contest' | 'score.read' | 'score.review' | 'secondment.end' | 'secondment.nominate' | 'secondment.read' | 'secondment.sign' | 'self.read' | 'slip.edit' | 'slot.book' | 'ticket.add' | 'ticket.direct' | 'ticket.drop' | 'ticket.find' | 'ticket.issue' | 'ticket.list' | 'ticket.need' | 'ticket.own' | 'ticket.past' | 'ticket.raise' | 'ticket.rate' | 'ticket.reopen' | 'ticket.reprint' | 'ticket.return' | 'ticket.see' | 'ticket.undo' | 'window.act' | 'window.list' | 'window.plan' | 'window.read';

export type Presence = 'live' | 'never' | 'offline' | 'silent';

export type Reach = '' | 'doubtful' | 'unlikely';

export type Rectified = 'appealed' | 'done' | 'dropped' | 'open';

export type Role = 'chief' | 'staff';

export type Standing = 'over' | 'to_come' | 'valid' | 'withdrawn';

export type State = 'waiting' | 'held' | 'called' | 'serving' | 'parked' | 'missed' | 'finished' | 'cancelled' | 'expired' | 'void';

export type Term = 'declined' | 'ended' | 'nominated' | 'seconded';

export type Todo = 'appeal' | 'case' | 'contest' | 'letter' | 'rectification' | 'secondment';

export type UndoAct = 'finish' | 'miss' | 'sign_off';

export type Way = 'electronic' | 'locker' | 'post';

export type WindowState = 'called' | 'closed' | 'open' | 'paused' | 'serving' | 'working';
