using System.Text.Json;
using System.Text.Json.Serialization;
using Nvr.Core;

namespace Nvr.Board.Updates;

/// <summary>
/// The updater of a board without hardware: a bundle is a file that says in JSON what it is and what goes wrong with it, <c>{"version":"2.0","compatible":"simulated","fault":null}</c>. Thread-safe.
/// Its box has two systems, the second one empty until something was installed.
/// </summary>
/// <param name="time">What an installation takes its time by.</param>
/// <param name="booted">The boot loader's name of the system that runs; A or B.</param>
public sealed class SimulatedUpdater(TimeProvider time, string booted = SimulatedUpdater.First) : IUpdater
{
    /// <summary>The system that a box comes with.</summary>
    public const string First = "A";
    private const string Second = "B";

    /// <summary>The kind of box that a simulated one is.</summary>
    public const string Compatible = "simulated";

    private const int LargestBytes = 4096;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private int busy;
    private volatile string? installed;
    private volatile bool isMarkedBad;

    public Task<UpdateBundle> InspectAsync(string path, CancellationToken cancellation)
    {
        SimulatedBundle bundle = Read(path);
        return bundle.Fault == "signature" ? throw UpdateFailures.NotSigned() : Task.FromResult(new UpdateBundle(bundle.Version, bundle.Compatible, Compatible));
    }

    public Task<IReadOnlyList<SystemSlot>> ReadSystemsAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<SystemSlot>>(
    [
        new SystemSlot(booted, IsBooted: true, IsGood: !isMarkedBad, Version: null),
        // Whoever comes from there knows that it can be started.
        new SystemSlot(booted == First ? Second : First, IsBooted: false, IsGood: installed is not null || booted != First, installed),
    ]);

    public Task MarkAsync(bool isGood, CancellationToken cancellation)
    {
        isMarkedBad = !isGood;
        return Task.CompletedTask;
    }

    public async Task InstallAsync(string path, IProgress<UpdateStep> progress, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref busy, 1) != 0)
        {
            throw UpdateFailures.Busy();
        }
        try
        {
            for (int percent = 0; percent <= 100; percent += 10)
            {
                progress.Report(new UpdateStep(percent, percent < 100 ? "Copying image to rootfs.1" : "Installing done."));
                await Task.Delay(Pace, time, cancellation);
                // As a real one does, it reads the bundle until the end: one that was pulled out is not installed.
                if (Read(path).Fault is { } fault && percent >= 50)
                {
                    throw fault == "signature" ? UpdateFailures.NotSigned() : UpdateFailures.Damaged();
                }
            }
            installed = Read(path).Version;
        }
        finally
        {
            busy = 0;
        }
    }

    private static SimulatedBundle Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length <= LargestBytes && JsonSerializer.Deserialize(File.ReadAllBytes(path), SimulatedBundleJson.Default.SimulatedBundle) is { } bundle)
            {
                return bundle;
            }
            throw UpdateFailures.Damaged();
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            throw UpdateFailures.Damaged(unreadable);
        }
    }
}

/// <summary>What such a file says.</summary>
/// <param name="Fault">"signature" or "damage"; null for one that is right.</param>
internal sealed record SimulatedBundle(string Version, string Compatible, string? Fault = null);

/// <summary>Source-generated JSON of it.</summary>
[JsonSerializable(typeof(SimulatedBundle))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class SimulatedBundleJson : JsonSerializerContext;
