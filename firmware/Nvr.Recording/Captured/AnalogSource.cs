using System.Text.RegularExpressions;
using Nvr.Core;

namespace Nvr.Recording.Captured;

/// <summary>
/// What an analog: address names: a video device of this box (analog:/dev/video0, or one of its stable names below /dev/v4l), or a test
/// picture for the simulated board (analog:lavfi:testsrc2=size=720x576). Only what is listed here reaches FFmpeg. Immutable.
/// </summary>
public sealed partial record AnalogSource
{
    private const string Scheme = "analog";
    private const string TestPrefix = "lavfi:";

    private AnalogSource()
    {
    }

    /// <summary>Path of the device; null for a test picture.</summary>
    public string? Device { get; private init; }

    /// <summary>The test picture in FFmpeg's notation; null for a device.</summary>
    public string? TestSource { get; private init; }

    public static bool Is(Uri url) => url.Scheme == Scheme;

    /// <summary>Throws <see cref="NvrException"/> of kind InvalidInput that names the field.</summary>
    public static AnalogSource Parse(Uri url, string field)
    {
        string name = url.OriginalString[(url.OriginalString.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        if (DeviceName().IsMatch(name))
        {
            return new AnalogSource { Device = name };
        }
        if (name.StartsWith(TestPrefix, StringComparison.Ordinal) && TestName().IsMatch(name[TestPrefix.Length..]))
        {
            return new AnalogSource { TestSource = name[TestPrefix.Length..] };
        }
        throw new NvrException(ErrorKind.InvalidInput, $"'{field}' names no video device. It should look like analog:/dev/video0.");
    }

    [GeneratedRegex(@"\A/dev/(video[0-9]{1,3}|v4l/by-(id|path)/[A-Za-z0-9_.:+-]{1,200})\z")]
    private static partial Regex DeviceName();

    [GeneratedRegex(@"\A(testsrc2|smptebars|pal75bars|mandelbrot)(=[a-z0-9_=:./]{1,80})?(,tinterlace=interleave_top)?\z")]
    private static partial Regex TestName();
}
