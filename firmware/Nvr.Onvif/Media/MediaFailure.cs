using Nvr.Core;

namespace Nvr.Onvif.Media;

/// <summary>What is wrong with an answer of a media service that says nothing usable.</summary>
internal static class MediaFailure
{
    public static NvrException NoStreamAddress() =>
        new(ErrorKind.Protocol, "The camera names no usable address for its stream. Enter the stream's address by hand.");

    public static NvrException NoSnapshotAddress() => new(ErrorKind.Unsupported, "The camera offers no still pictures.");

    public static NvrException NoEncoder() => new(ErrorKind.NotFound, "The camera no longer has this encoder. Its settings were changed; read them again.");
}
