using Nvr.Core.Events;

namespace Nvr.Storage.Events.Search;

/// <summary>
/// A property of an event as one number: the attribute in the upper bits, its value in the lower 40. What is measured (size, duration, confidence) is
/// put into steps. The numbers are stored in the index: never renumber.
/// </summary>
internal static class EventTerms
{
    /// <summary>The step of what goes on, or went on over a reboot: how long is not in the index.</summary>
    public const int UnknownDuration = 31;

    private const int ValueBits = 40;
    private const int LastAreaStep = 15;
    private const int LastDurationStep = 30;
    private const double WholePicture = 1_000_000;

    public static long Camera(long row) => Term(1, row);

    public static long Kind(CameraEventKind kind) => Term(2, (long)kind);

    public static long Object(ObjectClass seen) => Term(3, (long)seen);

    public static long Zone(long row) => Term(4, row);

    /// <summary>By the number of the colour's bit.</summary>
    public static long Colour(int bit) => Term(5, bit);

    public static long Direction(MoveDirection direction) => Term(6, (long)direction);

    public static long Area(int step) => Term(7, step);

    public static long Duration(int step) => Term(8, step);

    public static long Origin(EventOrigin origin) => Term(9, (long)origin);

    public static long Confidence(int step) => Term(10, step);

    /// <summary>Camera, kind and class at once: what is asked together most, and what seldom goes together, as motion and a class do.</summary>
    public static long Scene(long camera, CameraEventKind kind, ObjectClass seen) => Term(11, (camera << 16) | ((long)kind << 8) | (long)seen);

    /// <summary>What <see cref="Scene"/> was made of.</summary>
    public static (long Camera, CameraEventKind Kind, ObjectClass Object) SceneOf(long term)
    {
        long value = term & ((1L << ValueBits) - 1);
        return (value >> 16, (CameraEventKind)(byte)(value >> 8), (ObjectClass)(byte)value);
    }

    /// <summary>Millionths of the picture.</summary>
    public static long AreaOf(EventBox box) => AreaOf((double)box.Width * box.Height);

    /// <inheritdoc cref="AreaOf(EventBox)"/>
    public static long AreaOf(double part) => (long)Math.Round(Math.Clamp(part, 0, 1) * WholePicture);

    /// <summary>0 for more than half of the picture, 1 for more than a quarter, and so on.</summary>
    public static int AreaStep(long millionths) =>
        millionths <= 0 ? LastAreaStep : Math.Clamp((int)Math.Floor(Math.Log2(WholePicture / millionths)), 0, LastAreaStep);

    /// <summary>0 below a second, 1 below two, 2 below four, and so on.</summary>
    public static int DurationStep(long microseconds) =>
        microseconds < 1_000_000 ? 0 : Math.Min(1 + (int)long.Log2(microseconds / 1_000_000), LastDurationStep);

    /// <summary>Tenths.</summary>
    public static int ConfidenceStep(double confidence) => (int)Math.Clamp(Math.Floor(confidence * 10), 0, 10);

    private static long Term(long attribute, long value) => (attribute << ValueBits) | value;
}
