namespace ShapeModels;

/// <summary>Models that somebody made to do harm, or made badly. All take one picture of <see cref="ShapeModel.Side"/> and are well-formed files.</summary>
public static class HostileModel
{
    /// <summary>Counts in a loop that ends after longer than a recorder lives.</summary>
    public static byte[] Endless()
    {
        OnnxGraph body = new OnnxGraph()
            .Input("round", OnnxGraph.Int64).Input("going", OnnxGraph.Bool).Input("carried", OnnxGraph.Float, 1)
            .Node("Identity", ["going"], ["on"]).Node("Sin", ["carried"], ["next"])
            .Output("on", OnnxGraph.Bool).Output("next", OnnxGraph.Float, 1);
        return Picture()
            .Constant("rounds", [], [long.MaxValue]).Truth("yes", true)
            .Node("ReduceMax", ["picture"], ["first"], OnnxAttribute.Of("keepdims", 0L))
            .Constant("one", [1], [1L]).Node("Reshape", ["first", "one"], ["start"])
            .Node("Loop", ["rounds", "yes", "start"], ["end"], OnnxAttribute.Of("body", body))
            .Output("end", OnnxGraph.Float, 1).ToModel();
    }

    /// <summary>One operation that compares each of 200,000 boxes with each other one, 50 times over: nothing inside of it looks whether it should stop.</summary>
    public static byte[] Stuck()
    {
        const int Boxes = 200_000;
        const int Times = 50;
        float[] apart = [.. Enumerable.Range(0, Boxes * 4).Select(i => (i / 4 * 2) + (i % 4 / 2))];
        return Picture()
            .Constant("boxes", [1, Boxes, 4], apart)
            .Node("ReduceMax", ["picture"], ["brightest"], OnnxAttribute.Of("keepdims", 0L))
            .Constant("many", [3], [1L, Times, Boxes]).Node("Expand", ["brightest", "many"], ["scores"])
            .Constant("most", [1], [(long)Boxes]).Constant("overlap", [1], [0.5f])
            .Node("NonMaxSuppression", ["boxes", "scores", "most", "overlap"], ["kept"])
            .Node("Cast", ["kept"], ["out"], OnnxAttribute.Of("to", (long)OnnxGraph.Float))
            .Output("out", OnnxGraph.Float, -1, 3).ToModel();
    }

    /// <summary>Asks for 4 terabytes of memory when it is run.</summary>
    public static byte[] Greedy() => Picture()
        .Constant("shape", [4], [1L, 1000, 100_000, 10_000])
        .Node("ReduceMax", ["picture"], ["first"], OnnxAttribute.Of("keepdims", 1L))
        .Node("Expand", ["first", "shape"], ["vast"])
        .Node("Sin", ["vast"], ["out"])
        .Output("out", OnnxGraph.Float, 1, 1000, 100_000, 10_000).ToModel();

    /// <summary>Says that its weights lie in a file of the recorder's.</summary>
    public static byte[] Curious() => Picture()
        .Elsewhere("secret", [1, 6, 4], "/etc/hostname")
        .Node("Identity", ["secret"], ["out"])
        .Output("out", OnnxGraph.Float, 1, 6, 4).ToModel();

    /// <summary>Does no harm: has 64 MB of weights, nearly the most that a model may have, and finds nothing.</summary>
    public static byte[] Heavy()
    {
        const int Weights = 16_000_000;
        return Picture()
            .Node("ReduceMax", ["picture"], ["brightest"], OnnxAttribute.Of("keepdims", 0L))
            .Constant("one", [2], [1L, 1]).Node("Reshape", ["brightest", "one"], ["row"])
            .Constant("weights", [1, Weights], new float[Weights]).Node("MatMul", ["row", "weights"], ["long"])
            .Node("ReduceMax", ["long"], ["nothing"], OnnxAttribute.Of("keepdims", 0L))
            .Constant("shape", [3], [1L, 6, 50]).Node("Expand", ["nothing", "shape"], ["out"])
            .Output("out", OnnxGraph.Float, 1, 6, 50).ToModel();
    }

    /// <summary>Answers with numbers in a shape that no head has.</summary>
    public static byte[] Strange() => Picture()
        .Node("ReduceMax", ["picture"], ["out"], OnnxAttribute.Of("keepdims", 1L))
        .Output("out", OnnxGraph.Float, 1, 1, 1, 1).ToModel();

    /// <summary>Answers in the right shape with numbers that are none.</summary>
    public static byte[] Undefined()
    {
        float[] numbers = [.. Enumerable.Range(0, 6 * 50).Select(i => (i % 4) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => 3e38f, _ => -3e38f })];
        return Picture().Constant("all", [1, 6, 50], numbers).Node("Identity", ["all"], ["out"]).Output("out", OnnxGraph.Float, 1, 6, 50).ToModel();
    }

    private static OnnxGraph Picture() => new OnnxGraph().Input("picture", OnnxGraph.Float, 1, 3, ShapeModel.Side, ShapeModel.Side);
}
