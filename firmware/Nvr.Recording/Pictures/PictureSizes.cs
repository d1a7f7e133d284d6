using Nvr.Core.Time;

namespace Nvr.Recording.Pictures;

/// <summary>The sizes that pictures are made in: few, so that what one viewer had made serves the next. All are 16:9; pictures of another shape get black bars.</summary>
public static class PictureSizes
{
    /// <summary>Between the pictures on a sheet, µs.</summary>
    public const long StepUs = 5_000_000;

    public const int Columns = 10;

    public const int Rows = 6;

    /// <summary>What one sheet shows, µs: five minutes, aligned to UTC's.</summary>
    public const long SheetUs = StepUs * Columns * Rows;

    /// <summary>Up to this height, pictures come from the sub stream where there is one.</summary>
    public const int SubStreamUpTo = 180;

    /// <summary>Pixels; of the pictures on a sheet.</summary>
    public static IReadOnlyList<int> SheetHeights { get; } = [90, 180];

    /// <summary>Pixels; of single pictures.</summary>
    public static IReadOnlyList<int> Heights { get; } = [90, 180, 360, 720, 1080];

    /// <summary>Even, as a JPEG's colours want it.</summary>
    public static int WidthOf(int height) => height * 16 / 9 & ~1;

    /// <summary>The start of the sheet that shows a moment.</summary>
    public static UtcTime SheetStart(UtcTime time) => new((long)Math.Floor((double)time.Microseconds / SheetUs) * SheetUs);
}
