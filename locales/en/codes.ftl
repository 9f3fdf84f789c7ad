# Words for codes: one message for each code of wire/src/codes.rs.

## Everyday jobs

job-kind-cleaner = Cleaner
job-kind-housekeeper = Housekeeper
job-kind-maternity-nurse = Maternity nurse
job-kind-elder-carer = Carer for the elderly
job-kind-hospital-carer = Hospital carer
job-kind-waiter = Waiter
job-kind-cook = Cook
job-kind-kitchen-hand = Kitchen hand
job-kind-dishwasher = Dishwasher
job-kind-hotel-staff = Hotel staff
job-kind-cashier = Cashier
job-kind-shop-assistant = Shop assistant
job-kind-shelf-stacker = Shelf stacker
job-kind-promoter = Promoter
job-kind-shop-manager = Shop manager
job-kind-courier = Courier
job-kind-food-rider = Food delivery rider
job-kind-driver = Driver
job-kind-truck-driver = Truck driver
job-kind-warehouse-keeper = Warehouse keeper
job-kind-sorter = Parcel sorter
job-kind-loader = Loader
job-kind-forklift-driver = Forklift driver
job-kind-general-worker = Factory worker
job-kind-assembler = Assembler
job-kind-packer = Packer
job-kind-quality-inspector = Quality inspector
job-kind-machine-operator = Machine operator
job-kind-sewer = Sewing worker
job-kind-textile-worker = Textile worker
job-kind-food-processor = Food processing
job-kind-welder = Welder
job-kind-fitter = Fitter
job-kind-machinist = Machinist
job-kind-electrician = Electrician
job-kind-mechanic = Mechanic
job-kind-mouldmaker = Mouldmaker
job-kind-carpenter = Carpenter
job-kind-bricklayer = Bricklayer
job-kind-rebar-worker = Steel fixer
job-kind-painter = Painter
job-kind-decorator = Decorator
job-kind-building-helper = Building site helper
job-kind-heavy-plant-operator = Digger or crane driver
job-kind-security-guard = Security guard
job-kind-property-maintenance = Building maintenance
job-kind-gardener = Gardener
job-kind-hairdresser = Hairdresser
job-kind-beautician = Beautician
job-kind-masseur = Masseur
job-kind-office-clerk = Office clerk
job-kind-receptionist = Receptionist
job-kind-customer-service = Customer service
job-kind-accountant = Accountant
job-kind-human-resources = Human resources
job-kind-purchaser = Purchaser
job-kind-manager = Manager
job-kind-salesperson = Salesperson
job-kind-telephone-sales = Telephone sales
job-kind-estate-agent = Estate agent
job-kind-finance-sales = Insurance and finance adviser
job-kind-teacher = Teacher
job-kind-nursery-teacher = Nursery teacher
job-kind-nurse = Nurse
job-kind-doctor = Doctor
job-kind-pharmacist = Pharmacist
job-kind-programmer = Programmer
job-kind-engineer = Engineer
job-kind-designer = Designer
job-kind-online-seller = Online shop
job-kind-media-worker = Streaming and media
job-kind-data-labeller = Data labeller
job-kind-farm-worker = Farm worker
job-kind-livestock-keeper = Livestock keeper
job-kind-other = Other work

## Shelves of jobs

job-group-home-and-care = Home and care
job-group-food = Food and hotels
job-group-shop = Shops
job-group-transport = Delivery and driving
job-group-factory = Factory
job-group-craft = Skilled trades
job-group-building = Building
job-group-property = Security and property
job-group-beauty = Hair and beauty
job-group-office = Office
job-group-sales = Sales
job-group-education = Education
job-group-health = Health
job-group-technology = Computers and internet
job-group-farm = Farming
job-group-other = Other

## Forms of work

work-form-full-time = Full time
work-form-part-time = Part time
work-form-hourly = By the hour
work-form-day-job = Day job
work-form-temporary = Temporary
work-form-seasonal = Seasonal
work-form-internship = Internship
work-form-dispatch = Through an agency
work-form-public-welfare = Public welfare post
work-form-other = Other

## What comes with the wage

benefit-meals = Meals
benefit-lodging = Lodging
benefit-social-insurance = Social insurance
benefit-housing-fund = Housing fund
benefit-injury-insurance = Injury insurance
benefit-accident-insurance = Accident insurance
benefit-meal-allowance = Meal allowance
benefit-housing-allowance = Housing allowance
benefit-transport = Bus or travel money
benefit-attendance-bonus = Attendance bonus
benefit-year-end-bonus = Year-end bonus
benefit-performance-bonus = Performance bonus
benefit-overtime-pay = Overtime pay
benefit-paid-leave = Paid leave
benefit-holiday-gifts = Holiday gifts
benefit-training = Free training
benefit-health-check = Free health check
benefit-other = Other benefits

## Education

education-primary = Primary school
education-junior-high = Junior high school
education-senior-high = Senior high school
education-secondary-vocational = Vocational school
education-junior-college = Junior college
education-bachelor = Bachelor
education-master = Master
education-doctor = Doctor
education-other = Other

## What a wage counts

wage-unit-month = a month
wage-unit-day = a day
wage-unit-hour = an hour
wage-unit-week = a week
wage-unit-year = a year
wage-unit-piece = by the piece
wage-unit-other = other

wage-per-month = yuan/month
wage-per-day = yuan/day
wage-per-hour = yuan/hour
wage-per-week = yuan/week
wage-per-year = yuan/year
wage-per-piece = yuan, by the piece
wage-per-other = yuan

## When the pay is handed over

settlement-daily = Paid daily
settlement-weekly = Paid weekly
settlement-half-monthly = Paid twice a month
settlement-monthly = Paid monthly
settlement-on-completion = Paid on completion
settlement-other = Paid otherwise

## Working hours

shift-day = Day shift
shift-night = Night shift
shift-two-shifts = Two shifts
shift-three-shifts = Three shifts
shift-flexible = Flexible hours
shift-two-days-off = Two days off a week
shift-one-day-off = One day off a week
shift-other = Other hours

## Groups with particular help (said by the person, never required)

category-graduate = Graduate
category-unemployed-youth = Unemployed, 16 to 24
category-registered-unemployed = Registered unemployed
category-hard-to-employ = Entitled to job-seeking help
category-zero-employment-household = Nobody in the household works
category-migrant-worker = Migrant worker
category-lifted-out-of-poverty = Lifted out of poverty
category-veteran = Veteran
category-disabled = Disabled
category-retired-fisher = Retired fisher
category-minimum-living-allowance = Minimum living allowance
category-older-worker = Older worker
category-mother = Mother of a small child
category-replaced-by-ai = Work replaced by AI
category-new-form-worker = Platform worker
category-other = Other

## Documents

id-type-resident-id = Resident ID card
id-type-foreigner-permanent = Foreigner's permanent residence card
id-type-hk-mo-tw-residence = Hong Kong, Macau, Taiwan residence permit
id-type-none = No document at hand
id-type-other = Other document

## Where a posting comes from

source-kind-public = Public job service
source-kind-employer = Employer
source-kind-agency = Agency
source-kind-website = Job website
source-kind-other = Other source

## Consents

consent-register = Register me as looking for work
consent-share-with-employers = Give my details to employers
consent-push = Tell me when a job fits
consent-sensitive-tags = Record particular circumstances
consent-other = Other

consent-text-register = The station keeps what you fill in and sends it to the province's job platform to help you find work. It stands for 90 days, and you can withdraw it here at any time.
consent-text-share-with-employers = When an employer wants you, the station may tell it your name, your telephone number and the work you want. You can register without this.
consent-text-push = When a job, a course or a benefit fits you, the station may call you or send a message.
consent-text-sensitive-tags = Disability, minimum living allowance, a household without work: these are sensitive. They are only used to apply for help for you, and only the staff concerned see them.
consent-text-other = Something else; see the notice.

## Licences

licence-electrician = electrician's licence
licence-welder = welder's licence
licence-forklift = forklift licence
licence-crane = crane operator's licence
licence-excavator = excavator certificate
licence-heights = licence for work at height
licence-refrigeration = refrigeration licence
licence-boiler = boiler licence
licence-lift = lift technician's licence
licence-fire-control = fire control certificate
licence-guard = security guard's licence
licence-safety-officer = safety officer's certificate
licence-health-card = food handler's health card
licence-driver-a1 = A1 driving licence (bus)
licence-driver-a2 = A2 driving licence (articulated lorry)
licence-driver-b1 = B1 driving licence (medium bus)
licence-driver-b2 = B2 driving licence (lorry)
licence-driver-c = C1 driving licence (car)
licence-motorcycle = motorcycle licence
licence-ride-hailing = taxi and ride-hailing permit
licence-freight = road freight permit
licence-accountant = accounting certificate
licence-nurse = nurse's licence
licence-doctor = doctor's licence
licence-pharmacist = pharmacist's licence
licence-teacher = teaching qualification
licence-mandarin = Mandarin certificate
licence-maternity = maternity nurse's certificate
licence-child-care = child care certificate
licence-elder-care = elder care certificate
licence-housekeeping = housekeeping certificate
licence-cook = cook's certificate
licence-beautician = beautician's certificate
licence-masseur = masseur's certificate
licence-builder = construction certificate

## What jobs are made of

trait-cleaning = cleaning
trait-kitchen = kitchen work
trait-kitchen-side = work around a restaurant
trait-recipe = cooking by recipe
trait-care = caring for people
trait-children = children
trait-treating = treating patients
trait-diagnosis = diagnosis
trait-medicine = medicines
trait-people = dealing with people
trait-selling = selling
trait-phone = telephoning
trait-till = handling a till
trait-goods = handling goods
trait-driving = driving or riding
trait-machines = running machines
trait-line = assembly line
trait-tools = working with tools
trait-handwork = fine handwork
trait-metal = metal work
trait-heat = heat and sparks
trait-electrics = electrics
trait-repair = repairing
trait-measuring = measuring
trait-drawings = reading drawings
trait-building = building
trait-heights = working at height
trait-strength = heavy work
trait-standing = standing for hours
trait-outdoors = being outdoors
trait-nights = nights
trait-watching = keeping watch
trait-quick-start = a quick start
trait-plants = plants
trait-animals = animals
trait-looks = hair and beauty
trait-images = pictures and video
trait-computer = using a computer
trait-records = keeping records
trait-figures = figures
trait-writing = writing
trait-code = writing code
trait-teaching = teaching
trait-study = years of study
trait-leading = leading a team

posting-flaw-taken = It is taken already
posting-flaw-nobody-answers = Nobody answers the telephone
posting-flaw-asked-money = They asked me for money
posting-flaw-kept-documents = They want to keep my identity card
posting-flaw-other-wage = The wage is another
posting-flaw-other-job = The work is another
posting-flaw-turned-away = Turned away for sex, age or origin
posting-flaw-fraud = It looks like fraud
posting-flaw-other = Something else

application-wish-apply = Apply at once
application-wish-call-me = Call me first
application-wish-other = Something else

application-outcome-received = The employer has it
application-outcome-viewed = The employer has read it
application-outcome-invited = You are asked to an interview
application-outcome-offered = The employer wants to hire you
application-outcome-hired = Hired, congratulations
application-outcome-declined = Not hired this time
application-outcome-closed = The job is taken or withdrawn
application-outcome-other = There is news, please ask the staff

progress-received = Received
progress-in-progress = Being handled
progress-handed-on = Handed on to another office
progress-done = Done
progress-closed = Ended without a result
progress-other = News: please ask the staff
decision-outcome-approved = Approved
decision-outcome-partly-approved = Approved in part
decision-outcome-rejected = Not approved
decision-outcome-more-needed = Papers are missing
decision-outcome-other = Decided: please ask the staff
