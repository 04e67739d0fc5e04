/** Works something out once for each scene. */
export function once<Scene extends object, T>(work: (scene: Scene) => T): (scene: Scene) => T {
  const known = new WeakMap<Scene, T>();
  return (scene) => {
    const found = known.get(scene) ?? work(scene);
    known.set(scene, found);
    return found;
  };
}
