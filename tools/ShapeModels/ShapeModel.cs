using Nvr.Core.Objects;

namespace ShapeModels;

/// <summary>
/// A model that finds what the generated scenes show, people (upright) and cars (lying), in each of the styles that heads have: for two shapes in three sizes a convolution takes the mean inside the shape minus that around it, and
/// whatever differs, brighter or darker, is found. It is no detector for real scenes.
/// </summary>
public static class ShapeModel
{
    public const int Side = 160;

    private const int Pool = 4;

    /// <summary>Pixels of the pooled picture.</summary>
    private const int Pooled = Side / Pool;
    private const int Stride = 2;
    private const int Cells = Pooled / Stride;
    private const int Kernel = 33;
    private const int Margin = 4;

    /// <summary>A difference of so many shares of the whole brightness gives a score of one half.</summary>
    private const float Half = 0.03f;

    private static readonly (int Class, float Width, float Height)[] s_shapes = [(0, 6, 14), (0, 8, 19), (0, 10, 25), (1, 14, 6), (1, 19, 8), (1, 25, 11)];

    private static int Places => s_shapes.Length * Cells * Cells;

    public static ModelManifest Manifest(HeadStyle style) => new(
        $"Shapes ({style})", ["person", "car"], Side, Side, "CC0-1.0", new InputForm(Fit: PictureFit.Letterbox), new HeadForm(style, Scores: style == HeadStyle.Detr ? ScoreForm.Sigmoid : null, LeastConfidence: 0.4f));

    /// <summary>The content of a file.</summary>
    public static byte[] Build(HeadStyle style)
    {
        OnnxGraph graph = new OnnxGraph()
            .Input("picture", OnnxGraph.Float, 1, 3, Side, Side)
            .Node("AveragePool", ["picture"], ["small"], OnnxAttribute.Of("kernel_shape", Pool, Pool), OnnxAttribute.Of("strides", Pool, Pool))
            .Constant("pads", [8], [0L, 0, Kernel / 2, Kernel / 2, 0, 0, Kernel / 2, Kernel / 2])
            .Node("Pad", ["small", "pads"], ["wide"], OnnxAttribute.Of("mode", "edge"))
            .Constant("weights", [s_shapes.Length, 3, Kernel, Kernel], Weights())
            .Node("Conv", ["wide", "weights"], ["signed"], OnnxAttribute.Of("kernel_shape", Kernel, Kernel), OnnxAttribute.Of("strides", Stride, Stride))
            .Node("Abs", ["signed"], ["differs"])
            .Constant("half", [1], [Half])
            .Node("Add", ["differs", "half"], ["more"])
            .Node("Div", ["differs", "more"], ["likely"])
            .Constant("row", [3], [1L, 1, Places])
            .Node("Reshape", ["likely", "row"], ["each"])
            .Constant("mask", [1, 2, Places], Mask())
            .Node("Mul", ["each", "mask"], ["scores"]);
        return Head(graph, style).ToModel();
    }

    private static OnnxGraph Head(OnnxGraph graph, HeadStyle style) => style switch
    {
        HeadStyle.Yolo => graph.Constant("boxes", [1, 4, Places], Boxes(isByPlace: false, isCorners: false, 1))
            .Node("Concat", ["boxes", "scores"], ["found"], OnnxAttribute.Of("axis", 1)).Output("found", OnnxGraph.Float, 1, 6, Places),
        HeadStyle.YoloObjectness => graph.Constant("boxes", [1, Places, 4], Boxes(isByPlace: true, isCorners: false, 1))
            .Constant("sure", [1, Places, 1], [.. Enumerable.Repeat(1f, Places)])
            .Node("Transpose", ["scores"], ["turned"], OnnxAttribute.Of("perm", 0, 2, 1))
            .Node("Concat", ["boxes", "sure", "turned"], ["found"], OnnxAttribute.Of("axis", 2)).Output("found", OnnxGraph.Float, 1, Places, 7),
        HeadStyle.Ssd => graph.Constant("all", [1, Places, 4], Boxes(isByPlace: true, isCorners: true, 1f / Side))
            .Node("Identity", ["all"], ["boxes"])
            .Constant("nothing", [1, Places, 1], [.. Enumerable.Repeat(0.1f, Places)])
            .Node("Transpose", ["scores"], ["turned"], OnnxAttribute.Of("perm", 0, 2, 1))
            .Node("Concat", ["nothing", "turned"], ["classes"], OnnxAttribute.Of("axis", 2))
            .Output("boxes", OnnxGraph.Float, 1, Places, 4).Output("classes", OnnxGraph.Float, 1, Places, 3),
        // The logit of a probability, which the head takes back; kept from 0 and 1.
        _ => graph.Constant("all", [1, Places, 4], Boxes(isByPlace: true, isCorners: false, 1f / Side))
            .Node("Identity", ["all"], ["pred_boxes"])
            .Node("Transpose", ["scores"], ["turned"], OnnxAttribute.Of("perm", 0, 2, 1))
            .Constant("least", [], [0.001f]).Constant("most", [], [0.999f]).Constant("one", [], [1f])
            .Node("Clip", ["turned", "least", "most"], ["kept"])
            .Node("Sub", ["one", "kept"], ["other"])
            .Node("Div", ["kept", "other"], ["odds"])
            .Node("Log", ["odds"], ["logits"])
            .Output("logits", OnnxGraph.Float, 1, Places, 2).Output("pred_boxes", OnnxGraph.Float, 1, Places, 4),
    };

    private static float[] Weights()
    {
        float[] weights = new float[s_shapes.Length * 3 * Kernel * Kernel];
        for (int shape = 0, at = 0; shape < s_shapes.Length; shape++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                for (int y = 0; y < Kernel; y++)
                {
                    for (int x = 0; x < Kernel; x++, at++)
                    {
                        weights[at] = WeightAt(shape, Math.Abs(x - (Kernel / 2)), Math.Abs(y - (Kernel / 2))) / 3;
                    }
                }
            }
        }
        return weights;
    }

    private static float WeightAt(int shape, int x, int y)
    {
        (_, float width, float height) = s_shapes[shape];
        bool isInside = IsIn(x, y, width, height);
        bool isAround = !isInside && IsIn(x, y, width + (2 * Margin), height + (2 * Margin));
        return isInside ? 1f / CountIn(width, height) : isAround ? -1f / (CountIn(width + (2 * Margin), height + (2 * Margin)) - CountIn(width, height)) : 0;
    }

    private static bool IsIn(int x, int y, float width, float height) => x <= width / 2 && y <= height / 2;

    private static int CountIn(float width, float height) =>
        (1 + (2 * Math.Min(Kernel / 2, (int)(width / 2)))) * (1 + (2 * Math.Min(Kernel / 2, (int)(height / 2))));

    private static float[] Mask() => [.. Enumerable.Range(0, 2 * Places).Select(i => s_shapes[i % Places / (Cells * Cells)].Class == i / Places ? 1f : 0)];

    private static float[] Boxes(bool isByPlace, bool isCorners, float scale)
    {
        float[] boxes = new float[4 * Places];
        for (int place = 0; place < Places; place++)
        {
            (_, float width, float height) = s_shapes[place / (Cells * Cells)];
            float x = ((place % Cells * Stride) + 0.5f) * Pool;
            float y = ((place / Cells % Cells * Stride) + 0.5f) * Pool;
            (float w, float h) = (width * Pool, height * Pool);
            float[] numbers = isCorners ? [x - (w / 2), y - (h / 2), x + (w / 2), y + (h / 2)] : [x, y, w, h];
            for (int i = 0; i < 4; i++)
            {
                boxes[isByPlace ? (place * 4) + i : (i * Places) + place] = numbers[i] * scale;
            }
        }
        return boxes;
    }
}
