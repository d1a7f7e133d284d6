namespace Nvr.Core.Objects;

/// <summary>What an object-detection model says of itself: all that is needed to feed it and to read what it answers. Immutable; cleaned for showing, and checked, before it comes here.</summary>
/// <param name="Classes">What it tells apart, in the order of its output.</param>
/// <param name="InputWidth">Of its picture, in pixels.</param>
/// <param name="InputHeight">Of its picture, in pixels.</param>
/// <param name="Licence">Under which it may be used; SPDX's short name where it has one.</param>
/// <param name="Input">How its picture is laid out; left out, as most YOLO models want it.</param>
/// <param name="Head">How its answer is laid out; left out, as YOLO v8 and later answer.</param>
public sealed record ModelManifest(string Name, IReadOnlyList<string> Classes, int InputWidth, int InputHeight, string Licence, InputForm? Input = null, HeadForm? Head = null)
{
    /// <summary>A detector for a small processor has 5 to 50 MB; the process that runs it has to hold it twice while it is loaded.</summary>
    public const long LargestBytes = 64L << 20;

    /// <summary>More classes than any detector in use has.</summary>
    public const int MostClasses = 1000;

    /// <summary>Of a model's picture, in pixels.</summary>
    public const int SmallestSide = 16;

    /// <summary>The largest that detectors are trained with; more does not fit into the memory of the process that runs them.</summary>
    public const int LargestSide = 1280;

    /// <summary>What is kept on a disk may be changed there.</summary>
    public bool IsSane() => Classes.Count is >= 1 and <= MostClasses && InputWidth is >= SmallestSide and <= LargestSide && InputHeight is >= SmallestSide and <= LargestSide
        && Input.Mean is null or { Count: 3 } && Input.Deviation is null or { Count: 3 };

    public InputForm Input { get; init; } = Input ?? new InputForm();

    public HeadForm Head { get; init; } = Head ?? new HeadForm();
}
