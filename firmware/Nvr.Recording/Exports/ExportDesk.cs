using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Sandbox.Processes;
using Nvr.Storage;

namespace Nvr.Recording.Exports;

/// <summary>
/// Where movies get the sound that was asked for. Thread-safe. At most <see cref="AtOnce"/> conversions run at a time, each in a sandboxed process of the
/// least priority, so that they cannot crowd out the recording. Failures are <see cref="NvrException"/>.
/// </summary>
public sealed class ExportDesk(WorkerProgram program, BoxClock clock)
{
    public const int AtOnce = 2;

    private int open;

    /// <summary>Returns when the conversion, where one is needed, is ready to go on. The caller keeps the movie, and disposes it after the export.</summary>
    public async Task<MovieExport> OpenAsync(IMovie movie, SoundChoice choice, CancellationToken cancellation)
    {
        TrackFormat[] sound = [.. movie.Formats.Where(f => !f.IsVideo)];
        if (choice == SoundChoice.Original || sound.Length == 0 || (choice == SoundChoice.Aac && sound.All(f => f.Codec == Codec.Aac)))
        {
            return new MovieExport(movie, isOriginal: true, null, () => { });
        }
        if (choice == SoundChoice.None)
        {
            return movie.Formats.Any(f => f.IsVideo)
                ? new MovieExport(movie, isOriginal: false, null, () => { })
                : throw new NvrException(ErrorKind.InvalidInput, "This recording has nothing but sound. Export it with its sound.");
        }
        return await ConvertAsync(movie, SoundTarget.Of(sound), cancellation).ConfigureAwait(false);
    }

    private async Task<MovieExport> ConvertAsync(IMovie movie, SoundTarget target, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref open) > AtOnce)
        {
            Leave();
            throw new NvrException(
                ErrorKind.Exhausted, $"The sound of {AtOnce} exports is being converted already. Wait until one of them has ended, or export with the sound as recorded.");
        }
        try
        {
            SoundConversion conversion = await SoundConversion.OpenAsync(program, target, clock, cancellation).ConfigureAwait(false);
            return new MovieExport(movie, isOriginal: false, conversion, Leave);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    private void Leave() => Interlocked.Decrement(ref open);
}
