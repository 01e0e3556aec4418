/** Pictures of things to go out with and things to wear, drawn on a square of 200 by 200. */
import { circle, ellipse, line, path, rect, type Shapes } from './strokes.ts'

export const outdoors: Shapes = {
  tent:
    path('M100 40L20 152h160z', 'main') +
    path('M100 40l-30 112h60z', 'dark') +
    path('M100 40l-30 112h28z', 'light') +
    line('M20 152l-8 8M180 152l8 8M100 40V28', 'dark', 4),
  backpack:
    rect(56, 44, 88, 118, 26, 'main') +
    line('M82 46q0-20 18-20t18 20', 'dark', 7) +
    rect(66, 104, 68, 48, 10, 'light') +
    path('M56 82V70q0-26 26-26h36q26 0 26 26v12q-44 14-88 0z', 'dark') +
    rect(92, 78, 16, 22, 4, 'light') +
    line('M74 120h52', 'main', 3) +
    rect(42, 92, 14, 50, 7, 'dark') +
    rect(144, 92, 14, 50, 7, 'dark'),
  bag:
    path('M30 86h140q12 0 12 18v30q0 18-16 18H34q-16 0-16-18v-30q0-18 12-18z', 'main') +
    line('M66 86q0-36 34-36t34 36', 'dark', 8) +
    rect(56, 86, 14, 66, 0, 'dark') +
    rect(130, 86, 14, 66, 0, 'dark') +
    line('M34 104h132', 'light', 4),
  sleepingbag:
    path('M58 36q42-20 84 0 14 60-8 118-34 16-68 0-22-58-8-118z', 'main') +
    path('M70 46q30-14 60 0 4 18-2 34-28 10-56 0-6-16-2-34z', 'light') +
    line('M62 96q38 12 76 0M64 116q36 12 72 0M68 136q32 10 64 0', 'dark', 3) +
    ellipse(100, 62, 20, 14, 'backdrop'),
  roll:
    path('M40 82h104v52H40z', 'main') +
    ellipse(40, 108, 16, 26, 'dark') +
    ellipse(144, 108, 18, 26, 'light') +
    ellipse(144, 108, 11, 17, 'main') +
    ellipse(144, 108, 5, 8, 'dark') +
    rect(68, 80, 9, 56, 2, 'dark') +
    rect(106, 80, 9, 56, 2, 'dark'),
  stove:
    path('M70 96h60l8 30H62z', 'main') +
    line('M54 92h92M66 126l-16 34M134 126l16 34M100 126v34', 'dark', 7) +
    path('M100 38q26 30 8 50h-16q-18-20 8-50z', 'light') +
    path('M100 60q12 16 4 28h-8q-8-12 4-28z', 'main'),
  flask:
    rect(70, 62, 60, 100, 14, 'main') +
    rect(76, 34, 48, 30, 8, 'dark') +
    rect(70, 92, 60, 26, 0, 'light') +
    line('M84 74v12', 'light', 5),
  bottle:
    path('M80 54h40q14 14 14 34v60q0 14-14 14H80q-14 0-14-14V88q0-20 14-34z', 'main') +
    rect(84, 32, 32, 22, 5, 'dark') +
    line('M116 36q18 0 18 18', 'dark', 5) +
    rect(66, 100, 68, 34, 0, 'light'),
  spork:
    path('M84 30q-12 0-12 26 0 24 22 28v80q0 6 6 6t6-6V84q22-4 22-28 0-26-12-26l-2 26h-8V30h-12v26h-8z', 'main') +
    line('M100 100v56', 'light', 3),
  boot:
    path('M66 32h52l4 62q40 12 48 36v16H58q-4-50 8-114z', 'main') +
    rect(54, 144, 120, 18, 6, 'dark') +
    line('M94 62h26M94 78h28M98 94h26', 'light', 5) +
    rect(62, 28, 60, 14, 6, 'light'),
  shoe:
    path('M28 88q16 8 34-8 26 34 84 38 34 4 36 26H26q-8-28 2-56z', 'main') +
    path('M22 140h162q2 20-16 20H38q-16 0-16-20z', 'dark') +
    line('M82 96l14-12M98 106l14-14M116 112l12-14', 'light', 5) +
    path('M28 88q8 4 18 2l4 50H26q-8-28 2-52z', 'light'),
  bikelight:
    rect(64, 62, 86, 60, 20, 'main') +
    ellipse(64, 92, 16, 30, 'light') +
    path('M48 70L8 48v88l40-22z', 'backdrop') +
    rect(96, 118, 26, 34, 6, 'dark') +
    ellipse(109, 154, 26, 9, 'dark') +
    circle(120, 74, 5, 'light'),
  helmet:
    path('M26 122q-4-72 74-76 78 4 74 76-10 14-30 10-44-12-88 0-20 4-30-10z', 'main') +
    path('M60 106q4-44 30-52M98 100V50M140 106q-4-44-30-52', 'dark') +
    line('M62 104q6-38 28-48M100 98V50M138 104q-6-38-28-48', 'light', 6) +
    line('M52 130q8 30 48 34 40-4 48-34', 'dark', 5),
  saddle:
    path('M30 76q40-16 70 6 50-10 72 16 4 14-14 12-50-12-78 8-40 10-54-14-8-18 4-28z', 'main') +
    line('M70 118l26 32h30l22-42', 'dark', 6) +
    line('M44 84q26-6 48 12', 'light', 5),
  lock:
    line('M64 96V68q0-34 36-34t36 34v28', 'dark', 13) +
    rect(46, 92, 108, 66, 14, 'main') +
    circle(100, 118, 10, 'light') +
    rect(96, 120, 8, 22, 4, 'light'),
  pump:
    rect(88, 56, 24, 92, 6, 'main') +
    line('M100 56V34M72 32h56', 'dark', 8) +
    path('M56 162q6-16 44-16t44 16z', 'dark') +
    line('M112 136q48 0 40-50', 'light', 5) +
    circle(100, 132, 13, 'light'),
  bell:
    path('M44 118q0-62 56-62t56 62z', 'main') +
    rect(36, 114, 128, 12, 6, 'dark') +
    circle(100, 52, 10, 'dark') +
    line('M66 104q4-30 24-36', 'light', 6) +
    rect(88, 126, 24, 30, 4, 'dark'),
  cap:
    path('M34 118q0-62 62-62t62 60q30 2 34 16-24 8-42 0-60-14-116-14z', 'main') +
    path('M34 118q60-2 122-2 30 2 36 16-24 8-42 0-58-14-116-14z', 'dark') +
    circle(96, 54, 6, 'dark') +
    line('M96 58q-24 20-26 58M96 58q24 20 26 56', 'light', 3),
  goggles:
    line('M12 92q20-14 30-6M188 92q-20-14-30-6', 'dark', 8) +
    ellipse(66, 100, 38, 28, 'dark') +
    ellipse(134, 100, 38, 28, 'dark') +
    ellipse(66, 100, 28, 19, 'light') +
    ellipse(134, 100, 28, 19, 'light') +
    line('M92 92q8-6 16 0', 'dark', 7) +
    line('M52 94q8-8 18-8M120 94q8-8 18-8', 'backdrop', 4),
  fins:
    path('M60 34q22-6 26 16l10 98q-30 18-56 0 8-70 20-114z', 'main') +
    path('M140 34q-22-6-26 16l-10 98q30 18 56 0-8-70-20-114z', 'main') +
    line('M62 78l-6 66M78 78l2 68M138 78l6 66M122 78l-2 68', 'light', 4) +
    rect(56, 46, 28, 20, 8, 'dark') +
    rect(116, 46, 28, 20, 8, 'dark'),
  ring:
    circle(100, 100, 66, 'main') +
    circle(100, 100, 38, 'backdrop') +
    line('M52 60l20 18M148 60l-20 18M52 140l20-18M148 140l-20-18', 'light', 14),
  harness:
    line('M44 66h112', 'main', 20) +
    ellipse(64, 124, 30, 34, 'main') +
    ellipse(64, 126, 18, 22, 'backdrop') +
    ellipse(136, 124, 30, 34, 'main') +
    ellipse(136, 126, 18, 22, 'backdrop') +
    line('M100 66v40', 'dark', 10) +
    rect(88, 56, 24, 20, 5, 'light') +
    line('M50 78v12M150 78v12', 'dark', 5),
  rope:
    ellipse(100, 100, 66, 54, 'main') +
    ellipse(100, 100, 34, 24, 'backdrop') +
    line('M44 84q40-40 112 0M40 100q60-46 120 0M44 120q56-46 112 0', 'light', 4) +
    rect(86, 40, 28, 46, 10, 'dark') +
    line('M100 152q30 10 52 4', 'main', 10),
  pouch:
    path('M56 62h88l8 84q0 16-16 16H64q-16 0-16-16z', 'main') +
    ellipse(100, 62, 46, 14, 'dark') +
    ellipse(100, 62, 36, 9, 'backdrop') +
    line('M50 96h100', 'light', 8) +
    line('M140 66q26 10 18 44', 'dark', 4),
  carabiner:
    line('M74 52q0-18 28-18t30 24l-8 76q-4 26-28 26t-24-24z', 'main', 14) +
    line('M74 52l-2 78', 'light', 9) +
    circle(74, 54, 6, 'dark') +
    rect(66, 104, 14, 30, 5, 'dark'),
  strap:
    line('M40 150q-20-60 40-70t60 40 30-70', 'main', 20) +
    line('M40 150q-20-60 40-70t60 40 30-70', 'light', 4) +
    rect(154, 34, 32, 28, 6, 'dark') +
    rect(162, 42, 16, 12, 2, 'backdrop'),
  belt:
    ellipse(100, 96, 76, 36, 'dark') +
    ellipse(100, 90, 76, 34, 'main') +
    ellipse(100, 86, 60, 22, 'backdrop') +
    rect(68, 102, 64, 32, 10, 'light') +
    line('M76 112h48', 'dark', 4),
  coat:
    path('M70 34h60l34 24 12 82-24 4-8-56v78H56V88l-8 56-24-4 12-82z', 'main') +
    path('M76 34l24 28 24-28-8-8H84z', 'dark') +
    line('M100 62v104', 'dark', 4) +
    circle(108, 84, 3, 'light') +
    circle(108, 108, 3, 'light') +
    circle(108, 132, 3, 'light') +
    line('M68 128h20M112 128h20', 'light', 5),
  gilet:
    path('M66 36h18l16 22 16-22h18l10 44v86H56V80z', 'main') +
    line('M56 92h88M56 118h88M56 144h88', 'dark', 3) +
    line('M100 58v108', 'light', 4) +
    path('M84 36l16 22 16-22-6-8H90z', 'dark'),
  sweater:
    path('M70 36h60l34 22 14 78-26 6-8-50v66H56V92l-8 50-26-6 14-78z', 'main') +
    path('M76 36q24 24 48 0l-4-8H80z', 'dark') +
    rect(56, 148, 88, 14, 4, 'light') +
    line('M62 84l9 9 9-9 9 9 11-9 11 9 9-9 9 9 9-9', 'light', 4) +
    line('M24 134l24 6M176 134l-24 6', 'light', 7),
  beanie:
    path('M44 118q0-66 56-66t56 66z', 'main') +
    rect(36, 112, 128, 32, 12, 'dark') +
    circle(100, 46, 16, 'light') +
    line('M70 110q2-34 14-48M100 110V58M130 110q-2-34-14-48', 'light', 4) +
    line('M56 122v12M78 122v12M100 122v12M122 122v12M144 122v12', 'main', 4),
  scarf:
    path('M50 52q50 40 100 0l14 22q-64 50-128 0z', 'main') +
    path('M108 88h40l10 64h-40z', 'dark') +
    path('M92 88l24 4-4 70H74z', 'light') +
    line('M78 162v10M90 162v10M102 162v10M124 152v10M136 152v10M148 152v10', 'dark', 4),
  shirt:
    path('M68 36h64l36 24 10 50-26 8-8-26v72H56V92l-8 26-26-8 10-50z', 'main') +
    path('M74 36l26 24 26-24-8-8H82z', 'light') +
    line('M100 60v104', 'dark', 3) +
    circle(100, 84, 3, 'dark') +
    circle(100, 106, 3, 'dark') +
    circle(100, 128, 3, 'dark') +
    rect(114, 84, 20, 22, 3, 'light'),
  tshirt:
    path('M66 38h68l42 28-18 34-16-8v74H58V92l-16 8-18-34z', 'main') +
    path('M78 38q22 26 44 0z', 'dark') +
    rect(72, 92, 56, 10, 2, 'light') +
    rect(72, 108, 56, 10, 2, 'light'),
  trousers:
    path('M62 32h76l14 132h-38l-14-84-14 84H48z', 'main') +
    rect(60, 28, 80, 16, 4, 'dark') +
    line('M100 44v36M68 52q10 16-4 28M132 52q-10 16 4 28', 'light', 3),
  shorts:
    path('M46 56h108l14 84h-54l-14-38-14 38H32z', 'main') +
    rect(44, 48, 112, 16, 5, 'dark') +
    line('M100 64v38M44 124h46M110 124h46', 'light', 4),
  socks:
    path('M58 34h38v76l-18 34q-8 14-26 12-20-4-16-20l22-30z', 'main') +
    path('M108 44h38v76l-4 26q2 12 28 10 16 6 6 14-50 8-60-14l-8-36z', 'dark') +
    rect(56, 30, 42, 18, 5, 'light') +
    rect(106, 40, 42, 18, 5, 'light') +
    line('M58 70h38M58 84h38M108 82h38M108 96h38', 'light', 5),
}
