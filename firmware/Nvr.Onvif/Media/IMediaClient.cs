namespace Nvr.Onvif.Media;

/// <summary>
/// A camera's media service, whichever version it has. Thread-safe. Failures are <see cref="Nvr.Core.NvrException"/>; Unsupported where the
/// camera does not offer what is asked.
/// </summary>
public interface IMediaClient
{
    Task<IReadOnlyList<VideoSource>> SourcesAsync(CancellationToken cancellation);

    Task<IReadOnlyList<MediaProfile>> ProfilesAsync(CancellationToken cancellation);

    /// <summary>The address without credentials; its host is always the camera's own.</summary>
    Task<Uri> StreamUriAsync(string profile, StreamTransport transport, CancellationToken cancellation);

    /// <summary>Where a still picture can be fetched; its host is always the camera's own.</summary>
    Task<Uri> SnapshotUriAsync(string profile, CancellationToken cancellation);

    /// <summary>One entry for each coding that this encoder can be set to.</summary>
    Task<IReadOnlyList<EncoderOptions>> EncoderOptionsAsync(string profile, string encoder, CancellationToken cancellation);

    Task<EncoderSettings> EncoderAsync(string encoder, CancellationToken cancellation);

    /// <summary>Cameras may round what they are asked for: read it again to know.</summary>
    Task SetEncoderAsync(EncoderSettings settings, CancellationToken cancellation);
}
