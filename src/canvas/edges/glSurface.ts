/**
 * Lines drawn by a graphics card, as `createRasterSurface` draws them: numbers of lines into a texture, once a view, and
 * a second pass that looks colours up, so that a recolouring costs pixels, not lines, here too.
 *
 * What lies on top is decided by the depth test: its value is how much of the pixel a line covers, all alike from half of
 * it on; a line that goes below the others wins where it is more, one on top of them where it is not less.
 */
import { DASH, LEAST, SOLID, spanOf } from './raster';
import { createSheets } from './sheets';
import { ASIDE, type LineSurface, SHOWN } from './surface';

/** Width of the texture that holds the colour table. */
const TABLE_WIDTH = 2048;

const LINES_VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec4 place;   // first step, step after the last, middle of the span at the first, change a step
layout(location = 1) in vec4 shape;   // half of the span, steep, dash, steps from the line's start
layout(location = 2) in vec2 along;   // length a step, length before the piece
layout(location = 3) in uint line;
uniform vec2 size;
flat out vec4 vPlace;
flat out vec4 vShape;
flat out vec2 vAlong;
flat out uint vLine;
void main() {
  float a = (gl_VertexID & 1) == 0 ? place.x : place.y;
  float across = (gl_VertexID & 2) == 0 ? -1.0 : 1.0;
  // A pixel is touched when its middle is up to half a pixel beyond the stroke.
  float b = place.z + (a - place.x - 0.5) * place.w + across * (shape.x + 1.0);
  vec2 at = shape.y > 0.5 ? vec2(b, a) : vec2(a, b);
  vPlace = place;
  vShape = shape;
  vAlong = along;
  vLine = line;
  gl_Position = vec4(2.0 * at / size - 1.0, 0.0, 1.0);
}`;

const LINES_FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
flat in vec4 vPlace;
flat in vec4 vShape;
flat in vec2 vAlong;
flat in uint vLine;
out uvec4 pixel;
void main() {
  vec2 at = floor(gl_FragCoord.xy);
  float a = vShape.y > 0.5 ? at.y : at.x;
  float b = vShape.y > 0.5 ? at.x : at.y;
  float step = a - vPlace.x;
  float dash = vShape.z;
  if (dash > 0.0) {
    float run = vAlong.y + abs(vShape.w + step) * vAlong.x;
    if (mod(run, ${(DASH.on + DASH.off).toFixed(1)} * dash) > ${DASH.on.toFixed(1)} * dash) discard;
  }
  float centre = vPlace.z + step * vPlace.w;
  float covered = min(centre + vShape.x, b + 1.0) - max(centre - vShape.x, b);
  int coverage = int(covered * 255.0 + 0.5);
  if (coverage < ${LEAST}) discard;
  pixel = uvec4(vLine & 255u, (vLine >> 8) & 255u, (vLine >> 16) & 255u, uint(coverage));
  gl_FragDepth = float(min(coverage, ${SOLID})) / 255.0;
}`;

const COLOUR_VERTEX = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

const COLOUR_FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D ids;
uniform usampler2D table;
uniform int height;
out vec4 colour;
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  uvec4 id = texelFetch(ids, ivec2(at.x, height - 1 - at.y), 0);
  int line = int(id.r | (id.g << 8) | (id.b << 16));
  uvec4 found = texelFetch(table, ivec2(line % ${TABLE_WIDTH}, line / ${TABLE_WIDTH}), 0);
  float opacity = float(id.a);
  if (found.a == ${SHOWN.aside}u) opacity = floor(opacity * ${ASIDE.toFixed(1)} / 255.0 + 0.5);
  if (found.a == ${SHOWN.hidden}u) opacity = 0.0;
  opacity /= 255.0;
  colour = vec4(vec3(found.rgb) / 255.0 * opacity, opacity);
}`;

/** Numbers of a piece in the buffer that crosses to the card; its line is the last. */
const WORDS = 11;
/** Pieces that cross at once. */
const PIECES = 16384;

/** A picture of numbers, with its depth. */
interface Target {
  readonly frame: WebGLFramebuffer;
  readonly texture: WebGLTexture;
  readonly depth: WebGLRenderbuffer;
  readonly width: number;
  readonly height: number;
}

function compile(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}

/** A surface on a canvas of its own; null where the card cannot do it. */
export function createGlSurface(canvas: OffscreenCanvas, gl: WebGL2RenderingContext): LineSurface<ImageBitmap> | null {
  const lines = compile(gl, LINES_VERTEX, LINES_FRAGMENT);
  const colours = compile(gl, COLOUR_VERTEX, COLOUR_FRAGMENT);
  if (!lines || !colours) return null;
  const run = gl.useProgram.bind(gl);
  const sizeAt = gl.getUniformLocation(lines, 'size');
  const heightAt = gl.getUniformLocation(colours, 'height');
  run(colours);
  gl.uniform1i(gl.getUniformLocation(colours, 'ids'), 0);
  gl.uniform1i(gl.getUniformLocation(colours, 'table'), 1);
  gl.disable(gl.BLEND);
  gl.disable(gl.DITHER);

  const words = new Float32Array(PIECES * WORDS);
  const whole = new Uint32Array(words.buffer);
  let count = 0;
  /** What the collected pieces belong to. */
  let collected: Target | null = null;
  const pieces = gl.createVertexArray();
  const buffer = gl.createBuffer();
  const nothing = gl.createVertexArray();
  gl.bindVertexArray(pieces);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, words.byteLength, gl.STREAM_DRAW);
  for (const [location, length, from] of [
    [0, 4, 0],
    [1, 4, 4],
    [2, 2, 8],
  ]) {
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, length, gl.FLOAT, false, WORDS * 4, from * 4);
    gl.vertexAttribDivisor(location, 1);
  }
  gl.enableVertexAttribArray(3);
  gl.vertexAttribIPointer(3, 1, gl.UNSIGNED_INT, WORDS * 4, 10 * 4);
  gl.vertexAttribDivisor(3, 1);

  const tableTexture = gl.createTexture();
  let tableRows = 0;

  function plainTexture(unit: number, texture: WebGLTexture): void {
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  }
  function createTarget(width: number, height: number): Target {
    const frame = gl.createFramebuffer();
    const texture = gl.createTexture();
    const depth = gl.createRenderbuffer();
    plainTexture(0, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8UI, width, height);
    gl.bindRenderbuffer(gl.RENDERBUFFER, depth);
    gl.renderbufferStorage(gl.RENDERBUFFER, gl.DEPTH_COMPONENT16, width, height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.DEPTH_ATTACHMENT, gl.RENDERBUFFER, depth);
    const target = { frame, texture, depth, width, height };
    clear(target);
    return target;
  }
  function clear({ frame }: Target): void {
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    gl.clearBufferuiv(gl.COLOR, 0, [0, 0, 0, 0]);
    gl.clearBufferfv(gl.DEPTH, 0, [0]);
  }
  function remove(target: Target): void {
    gl.deleteFramebuffer(target.frame);
    gl.deleteTexture(target.texture);
    gl.deleteRenderbuffer(target.depth);
  }
  /** Draws the pieces collected so far. */
  function flush(): void {
    if (collected && count > 0) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, collected.frame);
      gl.viewport(0, 0, collected.width, collected.height);
      run(lines);
      gl.uniform2f(sizeAt, collected.width, collected.height);
      gl.enable(gl.DEPTH_TEST);
      gl.depthFunc(collected === sheets.target(true) ? gl.GEQUAL : gl.GREATER);
      gl.bindVertexArray(pieces);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, words, 0, count * WORDS);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
    }
    count = 0;
  }
  function setTable(table: Uint32Array): void {
    const rows = Math.ceil(table.length / TABLE_WIDTH);
    plainTexture(1, tableTexture);
    if (rows !== tableRows) {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8UI, TABLE_WIDTH, rows, 0, gl.RGBA_INTEGER, gl.UNSIGNED_BYTE, null);
      tableRows = rows;
    }
    // Whole rows, then what is left of the last one.
    const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
    const full = Math.floor(table.length / TABLE_WIDTH);
    const part = (y: number, width: number, height: number) => {
      if (width === 0 || height === 0) return;
      const from = y * TABLE_WIDTH * 4;
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, y, width, height, gl.RGBA_INTEGER, gl.UNSIGNED_BYTE, bytes, from);
    };
    part(0, TABLE_WIDTH, full);
    part(full, table.length - full * TABLE_WIDTH, 1);
  }

  const sheets = createSheets<Target>({
    create: createTarget,
    clear,
    copy({ frame, width, height }, to) {
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, frame);
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, to.frame);
      const parts = gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT;
      gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, parts, gl.NEAREST);
    },
    remove,
  });

  return {
    get width() {
      return sheets.base().width;
    },
    get height() {
      return sheets.base().height;
    },
    begin(width, height) {
      count = 0;
      sheets.begin(width, height);
    },
    stroke(onTop, line, thickness, x0, y0, x1, y1, dash, run) {
      const target = sheets.target(onTop);
      if (!target) return;
      const span = spanOf(target.width, target.height, thickness, x0, y0, x1, y1);
      if (span.first > span.last) return;
      if (target !== collected || count === PIECES) {
        flush();
        collected = target;
      }
      const at = count * WORDS;
      words[at] = span.first;
      words[at + 1] = span.last + 1;
      words[at + 2] = span.centre;
      words[at + 3] = span.slope;
      words[at + 4] = span.half;
      words[at + 5] = span.steep ? 1 : 0;
      words[at + 6] = dash;
      words[at + 7] = span.fromStart;
      words[at + 8] = span.length;
      words[at + 9] = run;
      whole[at + 10] = line + 1;
      count += 1;
    },
    reveal() {
      flush();
      sheets.reveal();
    },
    finish() {
      flush();
      sheets.finish();
    },
    lift() {
      flush();
      sheets.lift();
    },
    flatten: sheets.flatten,
    colour(table) {
      flush();
      const { texture, width, height } = sheets.shown();
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      setTable(table);
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.viewport(0, 0, width, height);
      gl.disable(gl.DEPTH_TEST);
      run(colours);
      plainTexture(0, texture);
      gl.uniform1i(heightAt, height);
      gl.bindVertexArray(nothing);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      return canvas.transferToImageBitmap();
    },
  };
}
