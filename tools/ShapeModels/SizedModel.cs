using Nvr.Core.Objects;

namespace ShapeModels;

/// <summary>A model of the size of a small detector that finds nothing in particular: convolutions of 3 by 3 that halve the picture and double the channels, as backbones do. For measuring what one run costs.</summary>
public static class SizedModel
{
    private const int Layers = 5;
    private const int FirstChannels = 16;

    public static ModelManifest Manifest(int side) => new($"Sized {side}", ["person", "car"], side, side, "CC0-1.0");

    /// <summary>The content of a file.</summary>
    public static byte[] Build(int side)
    {
        var random = new Random(1);
        OnnxGraph graph = new OnnxGraph().Input("picture", OnnxGraph.Float, 1, 3, side, side);
        (string last, int channels, int size) = ("picture", 3, side);
        for (int layer = 0; layer < Layers; layer++)
        {
            int more = FirstChannels << layer;
            size /= 2;
            last = Convolve(graph, random, last, $"half{layer}", channels, more, 2);
            last = Convolve(graph, random, last, $"same{layer}", more, more, 1);
            channels = more;
        }
        last = Convolve(graph, random, last, "head", channels, 6, 1);
        return graph.Constant("row", [3], [1L, 6, size * size]).Node("Reshape", [last, "row"], ["found"]).Output("found", OnnxGraph.Float, 1, 6, size * size).ToModel();
    }

    private static string Convolve(OnnxGraph graph, Random random, string from, string name, int channels, int into, int stride)
    {
        float spread = 1 / MathF.Sqrt(9 * channels);
        graph.Constant($"{name}w", [into, channels, 3, 3], [.. Enumerable.Range(0, into * channels * 9).Select(_ => (random.NextSingle() - 0.5f) * spread)])
            .Node("Conv", [from, $"{name}w"], [$"{name}c"], OnnxAttribute.Of("kernel_shape", 3, 3), OnnxAttribute.Of("strides", stride, stride), OnnxAttribute.Of("pads", 1, 1, 1, 1))
            .Node("Relu", [$"{name}c"], [name]);
        return name;
    }
}
