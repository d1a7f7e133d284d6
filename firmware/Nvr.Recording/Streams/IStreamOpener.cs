namespace Nvr.Recording.Streams;

/// <summary>Connects to cameras. The seam at which tests put a scripted camera. Thread-safe.</summary>
public interface IStreamOpener
{
    /// <summary>Connects and starts playing. Throws <see cref="Nvr.Core.NvrException"/> with a sentence that says what is wrong.</summary>
    Task<IStreamSession> OpenAsync(StreamAddress address, CancellationToken cancellation);
}
