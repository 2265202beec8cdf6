// Makes what a browser fetches: one style sheet, three scripts, the font and the icon, each under a
// name that holds the hash of its content, each beside its gzip, and manifest.json, by which the
// server finds them. Usage: node build.mjs SOURCE_DIR MODULES_DIR OUT_DIR
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const [source, modules, out] = process.argv.slice(2).map(p => resolve(p));
if (!out) throw new Error('Say: node build.mjs SOURCE_DIR MODULES_DIR OUT_DIR');
const sass = await import(pathToFileURL(join(modules, 'sass', 'sass.node.mjs')));

const manifest = {};
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

/// Writes one file under its hashed name; woff2 is packed already, so it gets no gzip.
function put(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const hashed = name.replace(/\.[^.]+$/, extension => `-${hash}${extension}`);
  writeFileSync(join(out, hashed), bytes);
  if (!name.endsWith('.woff2')) writeFileSync(join(out, `${hashed}.gz`), gzipSync(bytes, { level: 9 }));
  manifest[name] = hashed;
  return hashed;
}

const fonts = join(modules, '@fontsource-variable', 'source-sans-3', 'files');
for (const script of ['latin', 'latin-ext', 'vietnamese']) {
  put(`casework-${script}.woff2`, readFileSync(join(fonts, `source-sans-3-${script}-wght-normal.woff2`)));
}
put('OFL-source-sans-3.txt', readFileSync(join(fonts, '..', 'LICENSE')));
put('icon.svg', readFileSync(join(source, 'icon.svg')));

const compile = (file, loadPaths) =>
  sass.compile(file, { style: 'compressed', charset: false, loadPaths, quietDeps: true, logger: sass.Logger.silent }).css;
const root = resolve(modules, '..');
const base = compile(join(root, 'app.scss'), [root, modules]);
const own = compile(join(source, 'cw.css'), [])
  .replace(/url\("?(casework-[a-z-]+\.woff2)"?\)/g, (_, name) => {
    if (!manifest[name]) throw new Error(`cw.css asks for a font that is not built: ${name}`);
    return `url(${manifest[name]})`;
  });
put('lintel.css', `${base}\n${own}`);

put('boot.js', readFileSync(join(source, 'boot.js')));
put('cw.js', readFileSync(join(source, 'cw.js')));
put('htmx.js', readFileSync(join(modules, 'htmx.org', 'dist', 'htmx.min.js'), 'utf8').replace(/\n\/\/# sourceMappingURL=.*$/m, ''));

writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest, Object.keys(manifest).sort(), 1));
