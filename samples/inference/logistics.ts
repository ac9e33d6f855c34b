import { dayAfter, padded, pick } from '../making.ts';
import { makeFiles, type SourceSet } from './source-set.ts';

const DAYS = ['2026-03-02', '2026-03-09', '2026-03-16'] as const;
const SHIPMENTS = 600;
const CUSTOMERS = 180;
const VEHICLES = 60;
const DRIVERS = 90;
const PORTS = [
  ['DEHAM', 'Hamburg', 'DE', 'North Sea'],
  ['DEBRV', 'Bremerhaven', 'DE', 'North Sea'],
  ['NLRTM', 'Rotterdam', 'NL', 'North Sea'],
  ['NLAMS', 'Amsterdam', 'NL', 'North Sea'],
  ['BEANR', 'Antwerp', 'BE', 'North Sea'],
  ['BEZEE', 'Zeebrugge', 'BE', 'North Sea'],
  ['ESVLC', 'Valencia', 'ES', 'Mediterranean'],
  ['ESBCN', 'Barcelona', 'ES', 'Mediterranean'],
  ['ESALG', 'Algeciras', 'ES', 'Mediterranean'],
  ['ITGOA', 'Genoa', 'IT', 'Mediterranean'],
  ['ITTRS', 'Trieste', 'IT', 'Mediterranean'],
  ['ITNAP', 'Naples', 'IT', 'Mediterranean'],
  ['SEGOT', 'Gothenburg', 'SE', 'Baltic'],
  ['SESTO', 'Stockholm', 'SE', 'Baltic'],
  ['PLGDN', 'Gdansk', 'PL', 'Baltic'],
  ['PLGDY', 'Gdynia', 'PL', 'Baltic'],
] as const;
const CARRIERS = ['MAEU', 'MSCU', 'CMDU', 'HLCU', 'COSU', 'ONEY', 'EGLV', 'ZIMU', 'YMLU', 'HDMU', 'PABV', 'WHLC', 'UNIF', 'DSVF'] as const;

const shipmentNo = (index: number): string => `SH${padded(index * 3 + 20_000, 7)}`;
const plate = (index: number): string => `B-${pick(['AB', 'CK', 'XT', 'MN'], index)}-${padded(index * 17 + 103, 4)}`;
const driverNo = (index: number): string => padded(index * 3 + 7, 4);
const customerCode = (index: number): string => `K${padded(index * 7 + 300, 5)}`;

/**
 * A forwarder with a transport system, a fleet list and a personnel system. Traps: a shipment refers to two ports and its
 * milestones fill in from delivery to delivery; driver numbers begin with zeros; a leg calls a registration `truck`;
 * rates have a key of four columns; places among legs are small numbers; a weight that never repeats is no key.
 */
export function logistics(): SourceSet {
  const files = makeFiles(3, DAYS, ({ random, put }) => {
    let scans = 0;
    const weights = Array.from({ length: SHIPMENTS }, (_, index) => ((index * 7919) % 1_000_003) / 37);
    DAYS.forEach((day, delivery) => {
      const known = SHIPMENTS - 200 + 100 * delivery;
      const all = Array.from({ length: known }, (_, index) => index);
      put('fleet_ports', delivery, 'port_code,port_name,country,sea', PORTS);
      put(
        'fleet_carriers',
        delivery,
        'scac,carrier_name,rating',
        CARRIERS.map((scac, index) => [scac, `${scac.slice(0, 3)} Lines and Sons`, 1 + ((index * 3) % 5)]),
      );
      put(
        'fleet_vehicles',
        delivery,
        'registration,vehicle_type,capacity_kg',
        Array.from({ length: VEHICLES }, (_, index) => [plate(index), pick(['truck', 'van', 'reefer'], index), pick([7500, 12_000, 24_000], index)]),
      );
      put(
        'hr_drivers',
        delivery,
        'driver_no,driver_name,date_of_birth,mobile,manager_no,depot',
        Array.from({ length: DRIVERS }, (_, index) => [
          driverNo(index),
          `${pick(['Olga', 'Piet', 'Quirin', 'Rosa', 'Sven'], index)} ${pick(['Berg', 'Dahl', 'Engel', 'Falk'], index * 3)}`,
          dayAfter('1965-01-10', index * 71),
          `+31 6 ${padded(10_000_000 + index * 331, 8)}`,
          index < 8 ? '' : driverNo(index % 8),
          pick(['Hamburg', 'Rotterdam', 'Genoa'], index + (index % 10 === 0 ? delivery : 0)),
        ]),
      );
      put(
        'tms_customers',
        delivery,
        'customer_code,company,contact_email,credit_days',
        Array.from({ length: CUSTOMERS }, (_, index) => [
          customerCode(index),
          `${pick(['Nord', 'Sued', 'Ost', 'West'], index)} Handel ${index + 1}`,
          `office${index}@firm${index}.example`,
          pick([14, 30, 60], index + (index % 12 === 0 ? delivery : 0)),
        ]),
      );
      put(
        'tms_shipments',
        delivery,
        'shipment_no,customer_code,carrier,origin_port,destination_port,booked_on,picked_up_on,delivered_on,weight_kg,service,hazardous',
        all.map((index) => {
          const booked = dayAfter('2026-02-01', index % 30);
          const picked = dayAfter(booked, 3 + (index % 5));
          const arrived = dayAfter(picked, 4 + (index % 9));
          const from = index % PORTS.length;
          return [
            shipmentNo(index),
            customerCode((index * 7) % CUSTOMERS),
            pick(CARRIERS, index * 5),
            pick(PORTS, from)[0],
            pick(PORTS, from + 1 + (index % 7))[0],
            booked,
            picked <= day ? picked : '',
            arrived <= day ? arrived : '',
            (weights[index] ?? 0).toFixed(3),
            pick(['express', 'standard', 'economy'], index + Math.floor(index / 7)),
            index % 11 === 0 ? 'true' : 'false',
          ];
        }),
      );
      put(
        'tms_shipment_legs',
        delivery,
        'shipment_no,leg_no,truck,driver_no,departed_at,distance_km',
        all
          .filter((index) => index % 3 === delivery)
          .flatMap((index) =>
            Array.from({ length: 1 + (index % 4) }, (_, leg) => [
              shipmentNo(index),
              leg + 1,
              plate((index * 3 + leg * 7) % VEHICLES),
              driverNo((index + leg * 11) % DRIVERS),
              `${dayAfter('2026-02-05', (index % 20) + leg)} ${padded(random.below(24), 2)}:${padded(random.below(60), 2)}:00`,
              40 + random.below(900),
            ]),
          ),
      );
      put(
        'tms_rates',
        delivery,
        'carrier,origin_port,destination_port,valid_from,rate_per_kg',
        CARRIERS.flatMap((scac, carrier) =>
          PORTS.slice(0, 6).flatMap(([origin], place) =>
            [1, 2].flatMap((step) =>
              ['2026-01-01', '2026-02-01'].map((from) => [
                scac,
                origin,
                pick(PORTS, place + step)[0],
                from,
                (0.4 + carrier / 20 + step / 10 + (from > '2026-01-15' ? 0.05 : 0)).toFixed(2),
              ]),
            ),
          ),
        ),
      );
      put(
        'yard_scans',
        delivery,
        'scan_id,shipment_no,port_code,scanned_at',
        Array.from({ length: 400 }, () => {
          scans += 1;
          const index = random.below(known);
          return [
            scans + 500_000,
            shipmentNo(index),
            pick(PORTS, random.below(PORTS.length))[0],
            `${dayAfter(day, -1 - random.below(6))} ${padded(random.below(24), 2)}:${padded(random.below(60), 2)}:00`,
          ];
        }),
      );
    });
  });
  return {
    name: 'logistics',
    files,
    truth: {
      keys: {
        fleet_ports: ['port_code'],
        fleet_carriers: ['scac'],
        fleet_vehicles: ['registration'],
        hr_drivers: ['driver_no'],
        tms_customers: ['customer_code'],
        tms_shipments: ['shipment_no'],
        tms_shipment_legs: ['shipment_no', 'leg_no'],
        tms_rates: ['carrier', 'origin_port', 'destination_port', 'valid_from'],
        yard_scans: ['scan_id'],
      },
      references: [
        'hr_drivers.manager_no > hr_drivers.driver_no',
        'tms_rates.carrier > fleet_carriers.scac',
        'tms_rates.destination_port > fleet_ports.port_code',
        'tms_rates.origin_port > fleet_ports.port_code',
        'tms_shipment_legs.driver_no > hr_drivers.driver_no',
        'tms_shipment_legs.shipment_no > tms_shipments.shipment_no',
        'tms_shipment_legs.truck > fleet_vehicles.registration',
        'tms_shipments.carrier > fleet_carriers.scac',
        'tms_shipments.customer_code > tms_customers.customer_code',
        'tms_shipments.destination_port > fleet_ports.port_code',
        'tms_shipments.origin_port > fleet_ports.port_code',
        'yard_scans.port_code > fleet_ports.port_code',
        'yard_scans.shipment_no > tms_shipments.shipment_no',
      ],
      same: [],
      types: {},
      sensitive: {
        'hr_drivers.driver_name': 'person name',
        'hr_drivers.date_of_birth': 'birth date',
        'hr_drivers.mobile': 'phone',
        'tms_customers.contact_email': 'e-mail',
      },
      hierarchies: ['fleet_ports: sea > country'],
      deliveries: {
        fleet_ports: 'full',
        fleet_carriers: 'full',
        fleet_vehicles: 'full',
        hr_drivers: 'full',
        tms_customers: 'full',
        tms_shipments: 'full',
        tms_shipment_legs: 'delta',
        tms_rates: 'full',
        yard_scans: 'delta',
      },
      vault: [
        'hub port',
        'hub carrier',
        'hub vehicle',
        'hub driver',
        'hub customer',
        'hub shipment',
        'link driver + manager driver hierarchical',
        'link shipment + customer + carrier + origin port + destination port',
        'link shipment + vehicle + driver by leg_no',
        'link carrier + origin port + destination port by valid_from',
        'link shipment + port by scan_id non-historised',
        'satellite port @ fleet_ports',
        'satellite carrier @ fleet_carriers',
        'satellite vehicle @ fleet_vehicles',
        'satellite driver @ hr_drivers',
        'satellite driver @ hr_drivers private',
        'satellite customer @ tms_customers',
        'satellite customer @ tms_customers private',
        'satellite shipment @ tms_shipments',
        'satellite shipment + vehicle + driver by leg_no @ tms_shipment_legs',
        'satellite carrier + origin port + destination port by valid_from @ tms_rates',
      ],
      star: [
        'join tms_shipment_legs + tms_shipments',
        'join yard_scans + tms_shipments',
        'dimension port',
        'dimension carrier',
        'dimension vehicle',
        'dimension driver',
        'dimension customer',
        'hierarchy driver by manager_no',
        'junk tms_shipments: service, hazardous',
        'date',
        'accumulating_snapshot tms_shipments by customer, carrier, port as origin, port as destination, junk, date as booked, date as picked_up, date as delivered',
        'transaction tms_shipment_legs by customer, carrier, vehicle, driver, port as origin, port as destination, junk, date as departed',
        'transaction tms_rates by carrier, port as origin, port as destination, date as valid_from',
        'factless yard_scans by port, customer, carrier, port as origin, port as destination, junk, date as scanned',
      ],
    },
  };
}
