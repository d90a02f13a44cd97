/* Programs for WebGL: the shapes of the legend with their rims; lines with the dashes and arrows of the legend. All sizes are
   in the units of the layout, so that what a reader zooms grows as it does on a canvas. */

const SHAPE_NUMBERS = { dot: 0, square: 1, diamond: 2, triangle: 3, triangleDown: 4, hexagon: 5, star: 6 };
const SHAPE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec4 a_rim; attribute vec2 a_position; attribute vec3 a_look; attribute float a_angle;
uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
varying vec4 v_color; varying vec4 v_rim; varying vec2 v_at; varying vec3 v_look;
void main() {
  float radius = a_look.x * 2.0 * u_correctionRatio / u_sizeRatio;
  vec2 away = 3.2 * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + radius * away, 1.0)).xy, 0.0, 1.0);
  v_at = vec2(away.x, -away.y);
  v_look = vec3(u_sizeRatio / a_look.x, a_look.y / a_look.x, a_look.z);
  #ifdef PICKING_MODE
  v_color = a_id; v_rim = a_id;
  #else
  v_color = a_color; v_rim = a_rim;
  #endif
  v_color.a *= 255.0 / 254.0; v_rim.a *= 255.0 / 254.0;
}`;
const SHAPE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec4 v_rim; varying vec2 v_at; varying vec3 v_look;
float away(vec2 p, float shape) {
  vec2 q = abs(p);
  if (shape < 0.5) return length(p) - 1.0;
  if (shape < 1.5) return max(q.x, q.y) - 0.9;
  if (shape < 2.5) return (q.x / 1.1 + q.y / 1.2 - 1.0) * 0.811;
  if (shape < 4.5) { float y = shape < 3.5 ? p.y : -p.y; return max(y - 0.85, 0.876 * q.x - 0.482 * (y + 1.15)); }
  if (shape < 5.5) return max(q.y, 0.867 * q.x + 0.5 * q.y) - 0.868;
  float angle = abs(mod(atan(p.x, -p.y) + 0.628319, 1.256637) - 0.628319);
  return dot(vec2(0.935, 0.353), length(p) * vec2(sin(angle), cos(angle)) - vec2(0.0, 1.3));
}
void main() {
  float d = away(v_at, v_look.z), pixel = v_look.x, rim = max(v_look.y, pixel);
  #ifdef PICKING_MODE
  if (d > pixel) discard;
  gl_FragColor = v_color;
  #else
  vec4 colour = mix(v_color, v_rim, smoothstep(-rim - pixel, -rim, d));
  gl_FragColor = mix(colour, vec4(0.0), smoothstep(-0.5 * pixel, 0.5 * pixel, d));
  #endif
}`;
const BENDS = 20; /* the pieces of which a curve is made */
const LINE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec4 a_ends; attribute vec4 a_turns; attribute vec3 a_look; attribute float a_along; attribute float a_side;
uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
varying vec4 v_color; varying vec2 v_at; varying vec3 v_look; varying float v_pixel;
vec2 at(float t) {
  float u = 1.0 - t;
  return u * u * u * a_ends.xy + 3.0 * u * u * t * a_turns.xy + 3.0 * u * t * t * a_turns.zw + t * t * t * a_ends.zw;
}
void main() {
  float unit = 2.0 * u_correctionRatio / u_sizeRatio, width = max(a_look.x, 0.8 * u_sizeRatio);
  float reach = a_side * max(1.6 * width + 4.0, 5.0 * u_sizeRatio), gone = 0.0, whole = 0.0;
  vec2 before = at(0.0);
  for (int k = 1; k <= ${BENDS}; k++) {
    vec2 next = at(float(k) / ${BENDS}.0);
    whole += length(next - before);
    if (float(k) <= a_along * ${BENDS}.0 + 0.5) gone = whole;
    before = next;
  }
  vec2 way = at(min(1.0, a_along + 0.01)) - at(max(0.0, a_along - 0.01));
  vec2 aside = vec2(-way.y, way.x) / max(length(way), 1e-9);
  gl_Position = vec4((u_matrix * vec3(at(a_along) + aside * reach * unit, 1.0)).xy, 0.0, 1.0);
  v_at = vec2(gone / unit, reach);
  v_look = vec3(width, a_look.y, whole / unit - a_look.z);
  v_pixel = u_sizeRatio;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;
const LINE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec2 v_at; varying vec3 v_look; varying float v_pixel;
void main() {
  float width = v_look.x, tip = v_look.z, head = 6.0 + 2.0 * width, left = tip - v_at.x, side = abs(v_at.y);
  #ifdef PICKING_MODE
  if (side > max(0.5 * width, 4.0 * v_pixel) || left < 0.0) discard;
  gl_FragColor = v_color;
  #else
  float d = max(side - 0.5 * width, head * 0.8 - left);
  if (v_look.y > 0.5) {
    float on = v_look.y > 1.5 ? 2.0 : 8.0, part = mod(v_at.x, on + 5.0);
    d = max(d, abs(part - 0.5 * on) - 0.5 * on);
  }
  float arrow = max(max(-left, left - head), side - (3.0 + 0.8 * width) * clamp(left / head, 0.0, 1.0));
  float shown = 1.0 - smoothstep(-0.5 * v_pixel, 0.5 * v_pixel, min(d, arrow));
  gl_FragColor = mix(vec4(0.0), v_color, shown);
  #endif
}`;
/* `unit` gives how long a unit of the layout is where sigma has made everything one square. */
function webglPrograms(unit) {
  const GL = WebGLRenderingContext, packed = Sigma.utils.floatColor, bytes = { type: GL.UNSIGNED_BYTE, normalized: true, size: 4 };
  const uniforms = ["u_matrix", "u_sizeRatio", "u_correctionRatio"];
  const setUniforms = function (given, at) {
    at.gl.uniformMatrix3fv(at.uniformLocations.u_matrix, false, given.matrix);
    at.gl.uniform1f(at.uniformLocations.u_sizeRatio, given.sizeRatio);
    at.gl.uniform1f(at.uniformLocations.u_correctionRatio, given.correctionRatio);
  };
  const pieces = Array.from({ length: BENDS }, function (v, k) { return [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]].map(function (c) { return [(k + c[0]) / BENDS, c[1]]; }); }).flat();
  const floats = function (name, size) { return { name: name, size: size, type: GL.FLOAT }; }, colour = function (name) { return Object.assign({ name: name }, bytes); };
  class Shapes extends Sigma.rendering.NodeProgram {
    getDefinition() {
      return {
        VERTICES: 3, VERTEX_SHADER_SOURCE: SHAPE_VERTEX, FRAGMENT_SHADER_SOURCE: SHAPE_FRAGMENT, METHOD: GL.TRIANGLES, UNIFORMS: uniforms,
        ATTRIBUTES: [floats("a_position", 2), floats("a_look", 3), colour("a_color"), colour("a_rim"), colour("a_id")],
        CONSTANT_ATTRIBUTES: [floats("a_angle", 1)], CONSTANT_DATA: [[0], [2 * Math.PI / 3], [4 * Math.PI / 3]]
      };
    }
    processVisibleItem(id, at, row) {
      const own = [row.x, row.y, row.size, row.rimWidth, SHAPE_NUMBERS[row.shape] || 0, packed(row.color), packed(row.rim), id];
      own.forEach(function (value, k) { this.array[at + k] = value; }, this);
    }
    setUniforms(given, at) { setUniforms(given, at); }
  }
  class Lines extends Sigma.rendering.EdgeProgram {
    getDefinition() {
      return {
        VERTICES: 6 * BENDS, VERTEX_SHADER_SOURCE: LINE_VERTEX, FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT, METHOD: GL.TRIANGLES, UNIFORMS: uniforms,
        ATTRIBUTES: [floats("a_ends", 4), floats("a_turns", 4), floats("a_look", 3), colour("a_color"), colour("a_id")],
        CONSTANT_ATTRIBUTES: [floats("a_along", 1), floats("a_side", 1)], CONSTANT_DATA: pieces
      };
    }
    processVisibleItem(id, at, from, to, row) {
      const turn = function (end, by) { return [end.x + by[0] * unit(), end.y - by[1] * unit()]; };
      const own = [from.x, from.y, to.x, to.y].concat(turn(from, row.turns[0]), turn(to, row.turns[1]), [row.size, row.dashes, row.rim, packed(row.color), id]);
      own.forEach(function (value, k) { this.array[at + k] = value; }, this);
    }
    setUniforms(given, at) { setUniforms(given, at); }
  }
  return { nodeProgramClasses: { shape: Shapes }, edgeProgramClasses: { line: Lines } };
}
