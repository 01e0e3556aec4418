/** Pictures of electronics, paper and games, drawn on a square of 200 by 200. */
import { circle, ellipse, line, path, rect, type Shapes } from './strokes.ts'

export const study: Shapes = {
  headphones:
    line('M40 118V98q0-58 60-58t60 58v20', 'dark', 11) +
    rect(26, 104, 36, 56, 16, 'main') +
    rect(138, 104, 36, 56, 16, 'main') +
    rect(50, 108, 16, 48, 8, 'light') +
    rect(134, 108, 16, 48, 8, 'light'),
  earbuds:
    rect(36, 98, 128, 62, 28, 'main') +
    line('M36 118h128', 'dark', 3) +
    circle(74, 70, 20, 'light') +
    circle(126, 70, 20, 'light') +
    rect(66, 74, 12, 34, 6, 'dark') +
    rect(122, 74, 12, 34, 6, 'dark') +
    circle(100, 138, 4, 'light'),
  speaker:
    rect(56, 26, 88, 138, 12, 'main') +
    circle(100, 116, 32, 'dark') +
    circle(100, 116, 20, 'light') +
    circle(100, 116, 8, 'dark') +
    circle(100, 58, 17, 'dark') +
    circle(100, 58, 8, 'light'),
  soundbar:
    rect(14, 96, 172, 38, 14, 'main') +
    rect(22, 104, 156, 22, 8, 'dark') +
    line('M34 110h132M34 116h132M34 121h132', 'light', 1) +
    line('M40 134v10M160 134v10', 'dark', 8),
  radio:
    line('M134 60l28-34', 'dark', 5) +
    rect(26, 58, 148, 98, 14, 'main') +
    circle(74, 108, 32, 'dark') +
    line('M54 96h40M50 108h48M54 120h40', 'light', 4) +
    rect(118, 74, 44, 22, 4, 'light') +
    circle(128, 124, 12, 'light') +
    circle(154, 124, 8, 'dark'),
  turntable:
    rect(18, 58, 164, 98, 10, 'main') +
    ellipse(84, 104, 54, 40, 'dark') +
    ellipse(84, 104, 18, 13, 'light') +
    circle(84, 104, 3, 'dark') +
    line('M156 74v42l-30 18', 'light', 5) +
    circle(156, 74, 9, 'light') +
    line('M34 158v8M166 158v8', 'dark', 9),
  keyboard:
    rect(12, 66, 176, 80, 12, 'dark') +
    [0, 1, 2]
      .map((row) =>
        [0, 1, 2, 3, 4, 5, 6, 7]
          .map((key) => rect(22 + key * 20, 76 + row * 20, 16, 16, 3, key === 7 && row === 1 ? 'main' : 'light'))
          .join(''),
      )
      .join('') +
    rect(62, 134, 76, 7, 3, 'main'),
  mouse:
    rect(62, 40, 76, 120, 38, 'main') +
    path('M62 92V78q0-38 38-38v52z', 'light') +
    line('M62 92h76', 'dark', 3) +
    rect(94, 56, 12, 26, 6, 'dark'),
  mat:
    rect(18, 62, 164, 92, 10, 'main') +
    rect(26, 70, 148, 76, 6, 'light') +
    rect(40, 92, 76, 32, 5, 'main') +
    ellipse(144, 108, 14, 20, 'dark'),
  camera:
    rect(20, 62, 160, 94, 14, 'main') +
    path('M66 62l12-22h44l12 22z', 'dark') +
    circle(100, 110, 38, 'dark') +
    circle(100, 110, 26, 'light') +
    circle(100, 110, 14, 'dark') +
    circle(92, 102, 5, 'backdrop') +
    rect(146, 74, 22, 12, 3, 'light') +
    rect(34, 52, 22, 10, 3, 'dark'),
  lens:
    rect(54, 52, 92, 92, 8, 'main') +
    ellipse(100, 52, 46, 16, 'dark') +
    ellipse(100, 52, 32, 10, 'light') +
    rect(54, 76, 92, 18, 0, 'dark') +
    line('M62 80v10M72 80v10M82 80v10M92 80v10M102 80v10M112 80v10M122 80v10M132 80v10', 'light', 2) +
    rect(62, 144, 76, 14, 4, 'dark') +
    rect(54, 108, 92, 6, 0, 'light'),
  tripod:
    rect(78, 34, 44, 26, 6, 'main') +
    rect(92, 60, 16, 22, 3, 'dark') +
    line('M100 80L56 164M100 80l44 84M100 80v84', 'dark', 8) +
    line('M76 124h48', 'light', 4) +
    rect(88, 74, 24, 14, 5, 'main'),
  watch:
    rect(78, 18, 44, 60, 8, 'dark') +
    rect(78, 118, 44, 60, 8, 'dark') +
    circle(100, 98, 44, 'main') +
    circle(100, 98, 35, 'backdrop') +
    line('M100 98V74M100 98l16 10', 'dark', 5) +
    rect(143, 92, 10, 12, 3, 'main') +
    line('M100 68v4M100 124v4M70 98h4M126 98h4', 'main', 3),
  notebook:
    rect(50, 32, 104, 134, 6, 'dark') +
    rect(46, 28, 104, 134, 6, 'main') +
    rect(46, 28, 18, 134, 4, 'dark') +
    rect(80, 54, 52, 30, 3, 'light') +
    line('M88 64h36M88 74h22', 'main', 3) +
    path('M124 162h12v18l-6-6-6 6z', 'light'),
  pen:
    path('M146 26l26 26-92 92-34 10 8-36z', 'main') +
    path('M54 118l26 26-40 16z', 'light') +
    path('M136 36l26 26 10-10-26-26z', 'dark') +
    line('M128 56l-52 54', 'light', 4) +
    line('M30 170h60', 'dark', 3),
  pencils:
    rect(58, 66, 20, 96, 2, 'main') +
    path('M58 66l10-30 10 30z', 'light') +
    rect(90, 56, 20, 106, 2, 'dark') +
    path('M90 56l10-30 10 30z', 'light') +
    rect(122, 72, 20, 90, 2, 'light') +
    path('M122 72l10-30 10 30z', 'main') +
    rect(46, 124, 108, 42, 8, 'main') +
    line('M58 138h84', 'light', 4),
  gamebox:
    rect(36, 60, 128, 100, 6, 'dark') +
    rect(30, 46, 140, 88, 6, 'main') +
    circle(70, 90, 22, 'light') +
    path('M100 112l22-44 22 44z', 'dark') +
    rect(122, 98, 30, 20, 2, 'light') +
    circle(62, 84, 3, 'dark') +
    circle(70, 90, 3, 'dark') +
    circle(78, 96, 3, 'dark'),
  chess:
    path('M74 150q4-34 12-50-22-6-8-22-6-28 22-36 22 8 22 36 14 16-8 22 8 16 12 50z', 'main') +
    rect(60, 148, 80, 16, 6, 'dark') +
    circle(100, 40, 11, 'light') +
    rect(80, 96, 40, 8, 4, 'light'),
  dice:
    path('M34 82l50-22 44 26-50 24z', 'light') +
    path('M34 82l44 28v52l-44-28z', 'main') +
    path('M128 86l-50 24v52l50-26z', 'dark') +
    circle(82, 86, 5, 'dark') +
    circle(48, 106, 4, 'light') +
    circle(64, 138, 4, 'light') +
    circle(104, 122, 4, 'light') +
    rect(126, 42, 46, 46, 9, 'main') +
    circle(138, 54, 4, 'light') +
    circle(149, 65, 4, 'light') +
    circle(160, 76, 4, 'light'),
  cards:
    '<g transform="rotate(-12 90 100)">' +
    rect(40, 48, 70, 104, 8, 'dark') +
    '</g>' +
    '<g transform="rotate(8 110 100)">' +
    rect(86, 46, 72, 108, 8, 'light') +
    path('M122 74l18 26-18 26-18-26z', 'main') +
    circle(98, 60, 4, 'main') +
    circle(146, 140, 4, 'main') +
    '</g>',
  jigsaw:
    path(
      'M36 48h44q-6 22 12 22t12-22h50v46q22-8 22 10t-22 10v46h-44q6-22-12-22t-12 22H36v-44q20 6 20-12T36 92z',
      'main',
    ) +
    path('M36 92V48h44q-6 22 12 22v28q-36 6-36 6 0-18-20-12z', 'light') +
    circle(122, 112, 12, 'dark'),
  cube:
    path('M100 32l62 32-62 32-62-32z', 'light') +
    path('M38 64l62 32v68l-62-34z', 'main') +
    path('M162 64l-62 32v68l62-34z', 'dark') +
    line(
      'M58 74v68M79 85v68M38 86l62 34M38 108l62 34M121 85v68M142 74v68M162 86l-62 34M162 108l-62 34M59 54l62 32M80 43l62 32M141 54L79 86M120 43L58 75',
      'backdrop',
      3,
    ),
  paints:
    rect(24, 66, 152, 88, 10, 'dark') +
    rect(30, 72, 140, 76, 6, 'backdrop') +
    circle(54, 94, 12, 'main') +
    circle(86, 94, 12, 'light') +
    circle(118, 94, 12, 'dark') +
    circle(54, 126, 12, 'light') +
    circle(86, 126, 12, 'dark') +
    circle(118, 126, 12, 'main') +
    line('M150 140V60', 'main', 6) +
    path('M146 60q-2-22 4-32 6 10 4 32z', 'dark'),
  brushes:
    line('M70 164L60 84M100 168V78M130 164l10-80', 'main', 8) +
    rect(52, 66, 16, 22, 2, 'light') +
    rect(92, 60, 16, 22, 2, 'light') +
    rect(132, 66, 16, 22, 2, 'light') +
    path('M52 66q-2-26 8-38 10 12 8 38zM92 60q-2-26 8-38 10 12 8 38zM132 66q-2-26 8-38 10 12 8 38z', 'dark'),
  easel:
    line('M100 22L52 170M100 22l48 148M100 60v106', 'dark', 6) +
    rect(46, 48, 108, 76, 3, 'light') +
    rect(52, 54, 96, 64, 0, 'backdrop') +
    path('M52 118l30-40 20 22 14-14 32 32z', 'main') +
    rect(40, 124, 120, 9, 3, 'main'),
}
