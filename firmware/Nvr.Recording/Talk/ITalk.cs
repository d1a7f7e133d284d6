namespace Nvr.Recording.Talk;

/// <summary>Somebody who talks through a camera. <see cref="Say"/> may be called from any thread; the rest by the owner.</summary>
public interface ITalk : IAsyncDisposable
{
    /// <summary>
    /// Takes sound: 16-bit samples, 8000 a second, mono. Never waits. It is to come as fast as it is spoken: of more than a second
    /// that waits, the oldest is left out.
    /// </summary>
    void Say(ReadOnlySpan<short> samples);

    /// <summary>Run once: sends until stopped, and what is left then. Throws <see cref="Nvr.Core.NvrException"/> when the camera ends it.</summary>
    Task RunAsync(CancellationToken stop);
}
