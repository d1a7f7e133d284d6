using Nvr.Core.Media;

namespace Nvr.Rtsp.Codecs.Nal;

/// <summary>
/// Remembers the last few formats, so that a camera that flaps between parameter sets gets the same instances again, and a change
/// that no decoder would notice gets the instance in force.
/// </summary>
internal sealed class FormatCache
{
    private const int Remembered = 8;

    private readonly (TrackFormat Format, byte[] Key)?[] _recent = new (TrackFormat, byte[])?[Remembered];
    private int _next;

    public TrackFormat? Current { get; private set; }

    /// <summary>Makes the format with this very configuration the current one, if it is known.</summary>
    public bool TryRecall(ReadOnlySpan<byte> config)
    {
        foreach (var known in _recent)
        {
            if (known is { } found && found.Format.Config.Span.SequenceEqual(config))
            {
                Current = found.Format;
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the current format decodes what has this key just as well.</summary>
    public bool CurrentDecodes(ReadOnlySpan<byte> key)
    {
        foreach (var known in _recent)
        {
            if (known is { } found && ReferenceEquals(found.Format, Current))
            {
                return found.Key.AsSpan().SequenceEqual(key);
            }
        }

        return false;
    }

    public void Add(TrackFormat format, ReadOnlySpan<byte> key)
    {
        Current = format;
        _recent[_next] = (format, key.ToArray());
        _next = (_next + 1) % Remembered;
    }
}
