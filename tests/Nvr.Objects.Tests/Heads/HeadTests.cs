using Nvr.Core;
using Nvr.Core.Objects;
using Nvr.Objects.Heads;
using Nvr.Objects.Pictures;

namespace Nvr.Objects.Tests.Heads;

public sealed class HeadTests
{
    private static readonly ModelManifest s_manifest = new("M", ["person", "car"], 200, 100, "MIT");

    [Fact]
    public void Yolo_IsReadEitherWayRound()
    {
        float[] one = [100, 50, 40, 20, 0.1f, 0.9f];
        float[] two = [20, 20, 10, 10, 0.3f, 0.2f];
        float[] three = [50, 50, 10, 10, 0.6f, 0.5f];
        float[] byPlace = [.. one, .. two, .. three];
        float[] byNumber = [.. Enumerable.Range(0, 18).Select(i => byPlace[(i % 3 * 6) + (i / 3)])];

        foreach (Answer answer in (Answer[])[Of([1, 3, 6], byPlace), Of([1, 6, 3], byNumber)])
        {
            List<Detection> found = new YoloHead(s_manifest).Read([answer]);
            Assert.Equal([new Detection(1, 0.9f, new Box(80, 40, 40, 20)), new Detection(0, 0.6f, new Box(45, 45, 10, 10))], found);
        }
    }

    [Fact]
    public void YoloWithObjectness_MultipliesBoth_AndTakesLogitsWhereTheManifestSaysSo()
    {
        ModelManifest manifest = s_manifest with { Head = new HeadForm(HeadStyle.YoloObjectness) };
        float[] rows = [100, 50, 40, 20, 0.8f, 0.9f, 0.1f, 100, 50, 40, 20, 0.4f, 0.9f, 0.1f];

        Detection found = Assert.Single(new YoloHead(manifest).Read([Of([1, 2, 7], rows)]));

        Assert.Equal(0.72f, found.Confidence, 1e-4f);
        float[] logits = [100, 50, 40, 20, 3, -9, 2];
        Detection sigmoid = Assert.Single(new YoloHead(manifest with { Head = manifest.Head with { Scores = ScoreForm.Sigmoid } }).Read([Of([1, 1, 7], logits)]));
        Assert.Equal((1, 0.9526f * 0.8808f), (sigmoid.Class, sigmoid.Confidence), new Near());
    }

    [Fact]
    public void Ssd_LeavesOutTheBackground_AndReadsCornersOfEitherKind()
    {
        Answer boxes = Of([1, 2, 4], [0.1f, 0.2f, 0.3f, 0.6f, 0, 0, 1, 1]);
        Answer scores = Of([1, 2, 3], [0.1f, 0.2f, 0.7f, 0.9f, 0.05f, 0.05f]);

        Detection found = Assert.Single(new PairHead(s_manifest with { Head = new HeadForm(HeadStyle.Ssd) }).Read([scores, boxes]));

        Assert.Equal((1, 0.7f), (found.Class, found.Confidence), new Near());
        Assert.Equal(1, found.Box.OverlapWith(new Box(20, 20, 40, 40)), 1e-4f);
        found = Assert.Single(new PairHead(s_manifest with { Head = new HeadForm(HeadStyle.Ssd, BoxForm.CornerSharesYx) }).Read([boxes, scores]));
        Assert.Equal(1, found.Box.OverlapWith(new Box(40, 10, 80, 20)), 1e-4f);
    }

    [Fact]
    public void Detr_TakesSoftmaxWithNobodyLast_AndSigmoidWithoutNobody()
    {
        ModelManifest manifest = s_manifest with { Head = new HeadForm(HeadStyle.Detr) };
        Answer boxes = Of([1, 2, 4], [0.5f, 0.5f, 0.2f, 0.4f, 0.5f, 0.5f, 0.2f, 0.4f]);

        Detection softmax = Assert.Single(new PairHead(manifest).Read([Of([1, 2, 3], [3, 1, 0, 3, 1, 9]), boxes]));
        Detection sigmoid = Assert.Single(new PairHead(manifest).Read([Of([1, 2, 2], [-9, 2, -3, -9]), boxes]));

        Assert.Equal((0, 0.8438f), (softmax.Class, softmax.Confidence), new Near());
        Assert.Equal((1, 0.8808f), (sigmoid.Class, sigmoid.Confidence), new Near());
        Assert.Equal(1, softmax.Box.OverlapWith(new Box(80, 30, 40, 40)), 1e-4f);
    }

    [Fact]
    public void Softmax_OfHugeLogits_IsStillAProbability()
    {
        Assert.Equal((0, 1f), Scores.Best([3e38f, -3e38f], ScoreForm.Softmax, -1));
        Assert.Equal(0f, Scores.Best([-3e38f, -3e38f, 3e38f], ScoreForm.Softmax, 2).Probability);
        Assert.Equal(-1, Scores.Best([float.NaN, 1], ScoreForm.Probability, -1).Class);
    }

    [Fact]
    public void PairWithFourColumnsEach_IsToldApartByNames()
    {
        ModelManifest manifest = s_manifest with { Classes = ["a", "b", "c", "d"], Head = new HeadForm(HeadStyle.Detr) };
        Answer scores = Of([1, 1, 4], [5, -5, -5, -5], "logits");
        Answer boxes = Of([1, 1, 4], [0.5f, 0.5f, 0.2f, 0.4f], "pred_boxes");

        Assert.Equal(new PairHead(manifest).Read([scores, boxes]), new PairHead(manifest).Read([boxes, scores]));
        Assert.Equal(0, Assert.Single(new PairHead(manifest).Read([boxes, scores])).Class);
    }

    [Fact]
    public void AnswersOfAnotherShape_AreRefusedWithIt()
    {
        IHead[] heads = [new YoloHead(s_manifest), new PairHead(s_manifest with { Head = new HeadForm(HeadStyle.Ssd) })];
        Answer[][] answers = [[], [Of([1], [1])], [Of([1, 5, 5], new float[25])], [Of([2, 6, 3], new float[36])], [Of([1, 2, 4], new float[8]), Of([1, 3, 3], new float[9])], [Of([1, 2, 5], new float[10]), Of([1, 2, 3], new float[6])]];
        foreach (IHead head in heads)
        {
            foreach (Answer[] answer in answers)
            {
                NvrException refused = Assert.Throws<NvrException>(() => head.Read(answer));
                Assert.StartsWith("This model cannot be used: its answer is", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Garbage_NeverMakesABoxThatIsNone()
    {
        var random = new Random(3);
        float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, 0, 1, -1, 1e-38f, 100];
        IHead[] heads = [.. Enum.GetValues<BoxForm>().Select(f => new YoloHead(s_manifest with { Head = new HeadForm(Boxes: f) }))];
        var frame = new Box(0, 0, 200, 100);
        for (int i = 0; i < 20_000; i++)
        {
            float[] values = [.. Enumerable.Range(0, 60).Select(_ => random.Next(3) == 0 ? random.NextSingle() * 100 : odd[random.Next(odd.Length)])];
            foreach (Detection found in heads[i % heads.Length].Read([Of([1, 10, 6], values)]))
            {
                Assert.True(found.Box is { Width: >= 1, Height: >= 1 } && found.Confidence is >= 0.4f and <= 1 && found.Class is 0 or 1, $"{found}");
                Assert.Equal(found.Box.Area, found.Box.Within(frame).Area, 1f);
            }
        }
    }

    [Fact]
    public void Suppression_KeepsTheSurestOfEachClass_AndIsBounded()
    {
        var box = new Box(0, 0, 10, 10);
        List<Detection> found = [new(0, 0.5f, box), new(0, 0.9f, box), new(1, 0.6f, box), new(0, 0.7f, new Box(6, 0, 10, 10)), new(0, 0.8f, new Box(2, 0, 10, 10))];

        Assert.Equal([found[1], found[3], found[2]], Suppression.Keep(found, 0.5f));
        Assert.Equal(Suppression.MostKept, Suppression.Keep([.. Enumerable.Range(0, 200_000).Select(i => new Detection(0, 0.5f, new Box(i * 20, 0, 10, 10)))], 0.5f).Count);
    }

    private static Answer Of(long[] shape, float[] values, string name = "out")
    {
        var answer = new Answer(name);
        answer.Set(shape, values);
        return answer;
    }

    private sealed class Near : IEqualityComparer<(int Class, float Confidence)>
    {
        public bool Equals((int Class, float Confidence) one, (int Class, float Confidence) other) => one.Class == other.Class && Math.Abs(one.Confidence - other.Confidence) < 1e-3f;

        public int GetHashCode((int Class, float Confidence) both) => both.Class;
    }
}
