using System.Globalization;
using Nvr.Core.Objects;

namespace Nvr.Objects.Heads;

/// <summary>
/// One output with a row, or a column, for each place: four numbers of the box, the probability that there is something (<see cref="HeadStyle.YoloObjectness"/> alone), and one for each class. Which way round it lies is seen from
/// its shape; both are in use. Ultralytics' documentation of YOLO v5 and v8, exported to ONNX.
/// </summary>
internal sealed class YoloHead(ModelManifest manifest) : IHead
{
    private readonly bool hasObjectness = manifest.Head.Style == HeadStyle.YoloObjectness;
    private readonly BoxReader boxes = new(manifest.Head.BoxesOrUsual(), manifest.InputWidth, manifest.InputHeight);
    private readonly ScoreForm form = manifest.Head.ScoresOrUsual(hasNobody: false);
    private readonly float[] scores = new float[manifest.Classes.Count];

    private int Numbers => 4 + (hasObjectness ? 1 : 0) + scores.Length;

    public List<Detection> Read(IReadOnlyList<Answer> outputs)
    {
        if (outputs is not [{ Shape.Count: 2 } output] || !output.Shape.Contains(Numbers))
        {
            throw ModelFault.Of(string.Create(
                CultureInfo.InvariantCulture,
                $"its answer is {string.Join(" and ", outputs)}, yet a YOLO head of {scores.Length} classes has one with {Numbers} numbers for each place."));
        }
        // Where both would do, as the style usually lies.
        bool isByPlace = output.Shape[0] == output.Shape[1] ? hasObjectness : output.Shape[1] == Numbers;
        int places = output.Shape[isByPlace ? 0 : 1];
        List<Detection> found = [];
        for (int place = 0; place < places; place++)
        {
            Add(found, output.Values, isByPlace ? place * Numbers : place, isByPlace ? 1 : places);
        }
        return found;
    }

    private void Add(List<Detection> found, ReadOnlySpan<float> values, int at, int step)
    {
        float something = !hasObjectness ? 1 : form == ScoreForm.Sigmoid ? Scores.Sigmoid(values[at + (4 * step)]) : Math.Clamp(values[at + (4 * step)], 0, 1);
        // Most places show nothing.
        if (!(something >= manifest.Head.LeastConfidence))
        {
            return;
        }
        int first = at + ((Numbers - scores.Length) * step);
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = values[first + (i * step)];
        }
        (int best, float probability) = Scores.Best(scores, form, nobody: -1);
        if (best >= 0 && probability * something >= manifest.Head.LeastConfidence && boxes.Read(values[at], values[at + step], values[at + (2 * step)], values[at + (3 * step)]) is { } box)
        {
            found.Add(new Detection(best, probability * something, box));
        }
    }
}
