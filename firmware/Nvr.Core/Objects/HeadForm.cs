namespace Nvr.Core.Objects;

/// <summary>How a model's answer is laid out, and which of it counts. Immutable.</summary>
/// <param name="Boxes">Left out, as the style usually has it: YOLO by middle and size in pixels, SSD by corners and DETR by middle and size in shares of the picture.</param>
/// <param name="Scores">Left out, as the style usually has it: YOLO's and SSD's are probabilities, DETR's are none yet.</param>
/// <param name="LeastConfidence">Below it nothing is told, 0 to 1.</param>
/// <param name="MostOverlap">Two boxes of a class that share more of their union are the same object, 0 to 1. DETR has none of those, yet it does no harm.</param>
public sealed record HeadForm(HeadStyle Style = HeadStyle.Yolo, BoxForm? Boxes = null, ScoreForm? Scores = null, float LeastConfidence = 0.4f, float MostOverlap = 0.5f)
{
    public BoxForm BoxesOrUsual() => Boxes ?? Style switch
    {
        HeadStyle.Ssd => BoxForm.CornerShares,
        HeadStyle.Detr => BoxForm.MiddleShares,
        _ => BoxForm.MiddlePixels,
    };

    /// <param name="hasNobody">There is a score for "no object" beside those of the classes.</param>
    public ScoreForm ScoresOrUsual(bool hasNobody) => Scores ?? (Style != HeadStyle.Detr ? ScoreForm.Probability : hasNobody ? ScoreForm.Softmax : ScoreForm.Sigmoid);
}

/// <summary>Families of outputs.</summary>
public enum HeadStyle
{
    /// <summary>One output: four numbers of the box and one for each class, for each of many places (YOLO v8 and later).</summary>
    Yolo,

    /// <summary>As <see cref="Yolo"/> with the probability that there is something at all between box and classes (YOLO v5, v7, X with decoded boxes).</summary>
    YoloObjectness,

    /// <summary>Two outputs: boxes, and scores of the classes, with "nothing" first where there is one more than classes.</summary>
    Ssd,

    /// <summary>Two outputs: boxes, and logits of the classes, with "nothing" last where there is one more than classes.</summary>
    Detr,
}

/// <summary>What a box's four numbers are.</summary>
public enum BoxForm
{
    /// <summary>x and y of the middle, width, height, in pixels of the model's picture.</summary>
    MiddlePixels,

    /// <summary>The same in shares of it.</summary>
    MiddleShares,

    /// <summary>Left, top, right, bottom, in pixels of the model's picture.</summary>
    CornerPixels,

    /// <summary>The same in shares of it.</summary>
    CornerShares,

    /// <summary>Top, left, bottom, right, in shares of it, as TensorFlow has it.</summary>
    CornerSharesYx,
}

/// <summary>What a score is before it is a probability.</summary>
public enum ScoreForm
{
    Probability,

    /// <summary>A logit: 1 / (1 + e^-x).</summary>
    Sigmoid,

    /// <summary>Logits that exclude each other.</summary>
    Softmax,
}
