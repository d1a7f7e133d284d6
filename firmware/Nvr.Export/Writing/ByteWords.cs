using System.Globalization;

namespace Nvr.Export.Writing;

/// <summary>Bytes as people and the labels of sticks count them: in powers of ten.</summary>
internal static class ByteWords
{
    public static string Of(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 999) / 1000} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
    };
}
