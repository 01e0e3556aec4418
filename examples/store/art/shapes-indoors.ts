/** Pictures of things for the house, drawn on a square of 200 by 200. */
import { circle, ellipse, line, path, rect, type Shapes } from './strokes.ts'

export const indoors: Shapes = {
  pan:
    rect(118, 92, 76, 11, 5, 'dark') +
    path('M14 88h112l-8 34q-4 14-20 14H42q-16 0-20-14z', 'main') +
    rect(10, 82, 120, 11, 5, 'light'),
  saucepan:
    rect(122, 82, 70, 10, 5, 'dark') +
    path('M28 76h96v56q0 14-14 14H42q-14 0-14-14z', 'main') +
    rect(24, 70, 104, 12, 5, 'light') +
    ellipse(76, 66, 46, 8, 'dark') +
    circle(76, 54, 7, 'dark'),
  pot:
    path('M36 84h128v50q0 18-18 18H54q-18 0-18-18z', 'main') +
    rect(18, 92, 22, 12, 6, 'dark') +
    rect(160, 92, 22, 12, 6, 'dark') +
    path('M32 82q8-26 68-26t68 26z', 'light') +
    rect(88, 44, 24, 12, 6, 'dark'),
  knife:
    path('M22 104L120 78l10 24q-40 18-108 2z', 'light') +
    path('M22 104q68 16 108-2l-2-5Q80 112 22 104z', 'main') +
    path('M122 76l54-16q12-2 12 8t-10 14l-48 20z', 'dark') +
    circle(142, 82, 3, 'light') +
    circle(162, 76, 3, 'light'),
  board:
    rect(52, 40, 96, 124, 16, 'main') +
    rect(60, 48, 80, 108, 10, 'light') +
    circle(100, 60, 8, 'backdrop') +
    line('M76 84v56M92 84v56M108 84v56M124 84v56', 'main', 2),
  tin:
    path('M24 84h152l-16 54q-3 10-14 10H54q-11 0-14-10z', 'main') +
    rect(16, 76, 168, 14, 7, 'dark') +
    path('M36 76q10-30 34-26 12-18 34-8 28-8 34 12 24-2 26 22z', 'light'),
  tray:
    path('M20 98h160l-12 32q-3 8-12 8H44q-9 0-12-8z', 'main') +
    rect(10, 90, 180, 12, 6, 'dark') +
    ellipse(70, 88, 20, 10, 'light') +
    ellipse(118, 88, 24, 12, 'light'),
  bowl:
    path('M26 86h148q0 62-58 66H84Q26 148 26 86z', 'main') +
    rect(20, 80, 160, 12, 6, 'light') +
    rect(74, 150, 52, 10, 4, 'dark') +
    line('M44 112q24 16 112 0', 'light', 3),
  plate:
    ellipse(100, 108, 84, 56, 'dark') +
    ellipse(100, 102, 84, 56, 'main') +
    ellipse(100, 102, 76, 49, 'light') +
    ellipse(100, 104, 50, 31, 'main') +
    ellipse(100, 106, 48, 29, 'light') +
    line('M62 80q16-12 38-12', 'backdrop', 4),
  mug:
    path('M46 62h90v76q0 16-16 16H62q-16 0-16-16z', 'main') +
    line('M136 82h14q16 0 16 20t-16 20h-14', 'main', 12) +
    ellipse(91, 62, 45, 10, 'dark') +
    line('M46 104h90', 'light', 10),
  jug:
    path('M66 56h58l14 80q2 20-18 20H72q-20 0-18-20z', 'main') +
    path('M60 56q30 14 70 0l-16-18q-30 8-54 4z', 'light') +
    line('M130 72q38-4 34 26t-28 28', 'dark', 10),
  tumbler:
    path('M60 48h80l-10 100q-1 10-12 10H82q-11 0-12-10z', 'light') +
    path('M64 86h72l-6 62q-1 10-12 10H82q-11 0-12-10z', 'main') +
    ellipse(100, 48, 40, 8, 'dark'),
  kettle:
    path('M56 76h76l16 66q2 12-10 12H50q-12 0-10-12z', 'main') +
    line('M142 128q20-4 22-34t20-30', 'main', 9) +
    line('M62 74q-2-40 32-40t32 40', 'dark', 9) +
    ellipse(94, 76, 38, 8, 'light') +
    circle(94, 68, 6, 'dark'),
  press:
    rect(62, 62, 66, 92, 8, 'light') +
    rect(62, 98, 66, 56, 8, 'dark') +
    rect(56, 54, 78, 14, 6, 'main') +
    line('M95 54V28', 'main', 6) +
    circle(95, 28, 9, 'main') +
    line('M130 72h22v58h-22', 'main', 10) +
    rect(56, 148, 78, 12, 6, 'main'),
  grinder:
    rect(64, 92, 72, 68, 8, 'main') +
    path('M68 92q0-34 32-34t32 34z', 'light') +
    line('M100 58V40h46', 'dark', 7) +
    circle(150, 36, 10, 'dark') +
    rect(82, 114, 36, 28, 4, 'dark') +
    circle(100, 128, 4, 'light'),
  jar:
    rect(58, 70, 84, 88, 14, 'main') +
    rect(66, 48, 68, 24, 6, 'dark') +
    rect(70, 96, 60, 36, 4, 'light') +
    line('M80 108h40M80 119h26', 'main', 3),
  lamp:
    path('M70 40h60l24 58H46z', 'light') +
    rect(96, 98, 8, 44, 2, 'dark') +
    path('M62 158q4-22 38-22t38 22z', 'main') +
    line('M46 98h108', 'main', 4),
  floorlamp:
    path('M74 24h52l18 44H56z', 'light') +
    rect(97, 68, 6, 94, 2, 'dark') +
    ellipse(100, 164, 38, 8, 'main') +
    line('M56 68h88', 'main', 4),
  pendant:
    line('M100 0v54', 'dark', 4) +
    path('M92 54h16l44 62q-20 18-52 18t-52-18z', 'main') +
    ellipse(100, 116, 52, 14, 'dark') +
    circle(100, 122, 16, 'light'),
  lantern:
    line('M70 56q0-30 30-30t30 30', 'dark', 6) +
    rect(60, 56, 80, 14, 6, 'main') +
    rect(66, 70, 68, 72, 4, 'light') +
    path('M100 88q18 22 0 40-18-18 0-40z', 'main') +
    rect(56, 142, 88, 16, 6, 'dark'),
  folded:
    rect(36, 120, 128, 32, 14, 'dark') +
    rect(40, 92, 120, 32, 14, 'main') +
    rect(36, 62, 128, 34, 15, 'light') +
    line('M52 79h84M56 108h76M52 136h84', 'backdrop', 2),
  pillow:
    path('M36 58q64 16 128 0q14 42 0 84q-64-16-128 0q-14-42 0-84z', 'main') +
    path('M54 74q46 10 92 0q9 26 0 52q-46-10-92 0q-9-26 0-52z', 'light') +
    line('M72 90q28 6 56 0M72 110q28 6 56 0', 'main', 3),
  rug:
    path('M40 52h120l22 96H18z', 'main') +
    path('M50 64h100l16 72H34z', 'light') +
    path('M100 72l34 28-34 28-34-28z', 'dark') +
    path('M100 84l18 16-18 16-18-16z', 'backdrop') +
    line('M16 152v8M40 152v8M64 152v8M88 152v8M112 152v8M136 152v8M160 152v8M184 152v8', 'dark', 3),
  roundrug:
    ellipse(100, 106, 84, 52, 'main') +
    ellipse(100, 106, 66, 40, 'light') +
    ellipse(100, 106, 48, 28, 'main') +
    ellipse(100, 106, 28, 16, 'dark'),
  basket:
    path('M34 84h132l-16 66q-3 10-14 10H64q-11 0-14-10z', 'main') +
    rect(28, 74, 144, 16, 8, 'dark') +
    line('M44 106h112M48 124h104M54 142h92', 'light', 4) +
    line('M66 76q0-40 34-40t34 40', 'dark', 7),
  box:
    path('M30 84l70-24 70 24-70 26z', 'light') +
    path('M30 84l70 26v54l-70-28z', 'main') +
    path('M170 84l-70 26v54l70-28z', 'dark') +
    line('M54 110l22 9', 'light', 6),
  hooks:
    rect(22, 66, 156, 30, 10, 'main') +
    line('M52 82v42q0 14 14 14M100 82v42q0 14 14 14M148 82v42q0 14 14 14', 'dark', 8) +
    circle(52, 80, 7, 'light') +
    circle(100, 80, 7, 'light') +
    circle(148, 80, 7, 'light'),
  vase:
    line('M92 84Q88 40 62 26M102 84q0-40 6-62M108 84q10-34 34-44', 'dark', 3) +
    ellipse(60, 26, 12, 8, 'light') +
    ellipse(110, 22, 11, 9, 'light') +
    ellipse(144, 38, 12, 8, 'light') +
    path('M82 78h36q-2 16 14 32 18 24-10 52H78q-28-28-10-52 16-16 14-32z', 'main') +
    line('M66 122q34 14 68 0', 'light', 4),
  candle:
    rect(84, 62, 32, 70, 6, 'light') +
    path('M100 28q14 18 0 30-14-12 0-30z', 'main') +
    line('M100 54v10', 'dark', 3) +
    path('M54 132h92l-12 26H66z', 'dark') +
    rect(48, 126, 104, 12, 6, 'main'),
  mirror:
    ellipse(100, 96, 58, 70, 'dark') +
    ellipse(100, 96, 50, 62, 'light') +
    path('M70 118l54-66 14 12-56 66z', 'backdrop'),
  planter:
    path('M100 92Q52 86 48 38q50 4 52 54zM100 92q-6-50 40-66 12 46-40 66zM100 94q40-20 60 8-32 18-60-8z', 'light') +
    path('M58 96h84l-10 54q-2 10-12 10H80q-10 0-12-10z', 'main') +
    rect(52, 90, 96, 16, 6, 'dark'),
  frame:
    rect(42, 34, 116, 132, 4, 'dark') +
    rect(52, 44, 96, 112, 2, 'backdrop') +
    rect(66, 60, 68, 80, 0, 'light') +
    path('M66 140l24-34 16 18 12-14 16 30z', 'main') +
    circle(114, 80, 9, 'main'),
  clock:
    circle(100, 98, 66, 'dark') +
    circle(100, 98, 56, 'backdrop') +
    line('M100 98V60M100 98l26 16', 'main', 6) +
    circle(100, 98, 6, 'dark') +
    line('M100 48v6M100 142v6M50 98h6M144 98h6', 'dark', 4),
  chair:
    line('M64 28v74M136 28v74M64 104l-8 62M136 104l8 62', 'dark', 8) +
    path('M60 30h80v44q-40 8-80 0z', 'main') +
    path('M52 98h96l8 16H44z', 'light') +
    line('M58 140h84', 'dark', 5),
  stool:
    path('M46 60h108q8 0 8 10t-8 10H46q-8 0-8-10t8-10z', 'main') +
    line('M64 80l-14 84M136 80l14 84M88 80l-4 84M112 80l4 84', 'dark', 7) +
    line('M56 128h88', 'light', 6),
  bench:
    rect(16, 88, 168, 16, 6, 'main') + line('M40 104l-8 56M160 104l8 56', 'dark', 10) + line('M38 132h124', 'light', 6),
  table:
    rect(14, 70, 172, 16, 5, 'main') +
    rect(28, 86, 144, 10, 2, 'light') +
    line('M40 96l-8 66M160 96l8 66', 'dark', 10) +
    circle(100, 58, 12, 'light') +
    rect(96, 44, 8, 8, 2, 'dark'),
  sofa:
    rect(24, 60, 152, 60, 18, 'main') +
    rect(34, 96, 66, 34, 10, 'light') +
    rect(100, 96, 66, 34, 10, 'light') +
    rect(12, 84, 28, 58, 13, 'dark') +
    rect(160, 84, 28, 58, 13, 'dark') +
    rect(34, 126, 132, 18, 4, 'main') +
    line('M36 144v16M164 144v16', 'dark', 7),
  armchair:
    rect(48, 48, 104, 80, 24, 'main') +
    rect(58, 96, 84, 32, 10, 'light') +
    rect(34, 84, 30, 56, 14, 'dark') +
    rect(136, 84, 30, 56, 14, 'dark') +
    rect(56, 124, 88, 16, 4, 'main') +
    line('M58 140l-6 22M142 140l6 22', 'dark', 7),
  footstool:
    rect(40, 84, 120, 46, 18, 'main') +
    rect(46, 84, 108, 22, 11, 'light') +
    line('M58 130l-6 30M142 130l6 30', 'dark', 8),
  desk:
    rect(14, 82, 172, 12, 4, 'main') +
    rect(112, 94, 62, 44, 4, 'light') +
    line('M112 116h62', 'main', 3) +
    circle(143, 105, 3, 'dark') +
    circle(143, 127, 3, 'dark') +
    line('M30 94v70M168 138v26', 'dark', 8) +
    rect(48, 40, 58, 36, 4, 'dark') +
    rect(53, 45, 48, 26, 2, 'light') +
    rect(72, 76, 10, 7, 0, 'dark'),
  drawers:
    rect(46, 40, 108, 116, 8, 'main') +
    rect(54, 50, 92, 28, 4, 'light') +
    rect(54, 84, 92, 28, 4, 'light') +
    rect(54, 118, 92, 28, 4, 'light') +
    line('M90 64h20M90 98h20M90 132h20', 'dark', 5) +
    line('M60 156v10M140 156v10', 'dark', 7),
  shelf:
    rect(40, 22, 120, 144, 4, 'main') +
    rect(48, 30, 104, 38, 0, 'backdrop') +
    rect(48, 76, 104, 38, 0, 'backdrop') +
    rect(48, 122, 104, 36, 0, 'backdrop') +
    rect(54, 38, 10, 30, 1, 'dark') +
    rect(66, 42, 12, 26, 1, 'light') +
    rect(80, 36, 9, 32, 1, 'main') +
    rect(104, 90, 12, 24, 1, 'dark') +
    rect(118, 84, 9, 30, 1, 'light') +
    circle(70, 102, 12, 'light') +
    rect(60, 134, 40, 24, 2, 'light'),
  ledge:
    rect(20, 116, 160, 14, 4, 'main') +
    rect(20, 130, 160, 6, 2, 'dark') +
    rect(40, 58, 46, 58, 2, 'light') +
    rect(48, 66, 30, 42, 0, 'backdrop') +
    rect(98, 76, 16, 40, 1, 'dark') +
    rect(116, 70, 12, 46, 1, 'main') +
    rect(130, 80, 14, 36, 1, 'light'),
}
