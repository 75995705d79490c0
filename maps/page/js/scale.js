// The scale bar, in the reader's language.

const ScaleBar = L.Control.Scale.extend({
  options: { imperial: false },
  _updateMetric(across) {
    const metres = this._getRoundNum(across);
    const length = metres < 1000 ? filled(words.m, { m: metres }) : filled(words.km, { km: metres / 1000 });
    this._updateScale(this._mScale, length, metres / across);
  },
});
const scaleBar = new ScaleBar();
