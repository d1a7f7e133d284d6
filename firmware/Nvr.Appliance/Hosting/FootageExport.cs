using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Exports;
using Nvr.Sandbox.Processes;
using Nvr.Storage;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Hosting;

/// <summary>Writes stored footage to a file outside the data directory. The file appears under its name only when it is whole.</summary>
internal static class FootageExport
{
    public static async Task<int> RunAsync(string dataDirectory, string camera, UtcRange range, SoundChoice sound, string file, CancellationToken cancellation)
    {
        if (range.DurationUs <= 0)
        {
            throw new NvrException(ErrorKind.InvalidInput, "--to is not after --from.");
        }
        if (File.Exists(file))
        {
            throw new NvrException(ErrorKind.Conflict, $"{file} exists already; nothing was overwritten.");
        }
        using DataDirectory data = DataDirectory.OpenExisting(dataDirectory);
        CameraId id = CameraRegistry.FindStored(data, camera)
            ?? throw new NvrException(ErrorKind.NotFound, $"There is no camera named {camera}.");
        BoxClock clock = BoxClock.System();
        await using FootageStore store = FootageStore.Open(Recorder.StoreOptions(data), clock, new HealthBoard());
        using IMovie movie = store.OpenMovie(id, StreamKind.Main, range)
            ?? throw new NvrException(ErrorKind.NotFound, $"There is no footage of {camera} from {range.Start} to {range.End}.");
        await using MovieExport export = await new ExportDesk(WorkerProgram.Self(), clock).OpenAsync(movie, sound, cancellation);
        await WriteAsync(export, file, cancellation);
        Console.WriteLine($"{file}: {new FileInfo(file).Length} bytes, from {movie.Start}");
        return 0;
    }

    private static async Task WriteAsync(MovieExport export, string file, CancellationToken cancellation)
    {
        string unfinished = file + ".part";
        try
        {
            await using (var output = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                await export.WriteAsync(output, cancellation);
                output.Flush(flushToDisk: true);
            }
            File.Move(unfinished, file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or OperationCanceledException or NvrException)
        {
            File.Delete(unfinished);
            throw failure is IOException or UnauthorizedAccessException
                ? new NvrException(ErrorKind.Storage, $"{file} could not be written: {failure.Message}", failure)
                : failure;
        }
    }
}
