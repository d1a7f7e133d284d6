using System.Globalization;
using Nvr.Core.Objects;

namespace Nvr.Objects.Heads;

/// <summary>
/// Two outputs, boxes and scores, with a row for each place or query: SSD (torchvision's and TensorFlow's without their own suppression) and DETR (Carion et al. 2020, and its successors with sigmoid). Which is which is seen from
/// the shapes, from the names where both have four columns, and at last from the style.
/// </summary>
internal sealed class PairHead(ModelManifest manifest) : IHead
{
    private readonly BoxReader boxReader = new(manifest.Head.BoxesOrUsual(), manifest.InputWidth, manifest.InputHeight);
    private readonly int classes = manifest.Classes.Count;

    public List<Detection> Read(IReadOnlyList<Answer> outputs)
    {
        (Answer boxes, Answer scores) = Tell(outputs);
        bool hasNobody = scores.Shape[1] == classes + 1;
        int nobody = !hasNobody ? -1 : manifest.Head.Style == HeadStyle.Ssd ? 0 : classes;
        ScoreForm form = manifest.Head.ScoresOrUsual(hasNobody);
        List<Detection> found = [];
        for (int place = 0; place < scores.Shape[0]; place++)
        {
            (int best, float probability) = Scores.Best(scores.Values.Slice(place * scores.Shape[1], scores.Shape[1]), form, nobody);
            ReadOnlySpan<float> numbers = boxes.Values.Slice(place * 4, 4);
            if (best >= 0 && probability >= manifest.Head.LeastConfidence && boxReader.Read(numbers[0], numbers[1], numbers[2], numbers[3]) is { } box)
            {
                found.Add(new Detection(best, probability, box));
            }
        }
        return found;
    }

    private (Answer Boxes, Answer Scores) Tell(IReadOnlyList<Answer> outputs)
    {
        if (outputs is [{ Shape.Count: 2 } first, { Shape.Count: 2 } second] && first.Shape[0] == second.Shape[0])
        {
            bool isInOrder = IsPair(first, second);
            bool isReversed = IsPair(second, first);
            if (isInOrder && isReversed)
            {
                bool secondIsNamed = second.Name.Contains("box", StringComparison.OrdinalIgnoreCase);
                bool firstIsNamed = first.Name.Contains("box", StringComparison.OrdinalIgnoreCase);
                isInOrder = firstIsNamed != secondIsNamed ? firstIsNamed : manifest.Head.Style == HeadStyle.Ssd;
            }
            if (isInOrder || isReversed)
            {
                return isInOrder ? (first, second) : (second, first);
            }
        }
        throw ModelFault.Of(string.Create(
            CultureInfo.InvariantCulture,
            $"its answer is {string.Join(" and ", outputs)}, yet this head has two: 4 numbers of the box, and {classes} or {classes + 1} scores, for each place."));
    }

    private bool IsPair(Answer boxes, Answer scores) => boxes.Shape[1] == 4 && (scores.Shape[1] == classes || scores.Shape[1] == classes + 1);
}
