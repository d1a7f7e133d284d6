using System.Collections.Concurrent;
using System.Diagnostics;
using Nvr.Core.Objects;
using Nvr.Objects.Following;
using Nvr.Objects.Heads;
using Nvr.Objects.Pictures;
using Nvr.Objects.Regions;
using Nvr.Objects.Running;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Watching;

/// <summary>
/// Runs the model, for all cameras, on a thread of its own: decoding goes on meanwhile. One look at a time; a picture that comes while it looks is not looked at. Made before the walls are up; loads the model, which is a stranger's,
/// behind them. A model that cannot be used is said to be so, once, and then nothing is looked at. All but <see cref="Run"/>'s thread is one thread.
/// </summary>
internal sealed class ObjectDesk : IDisposable
{
    /// <summary>So many looks in a row that fail, and the model is given up.</summary>
    private const int MostFailures = 3;

    private readonly BlockingCollection<Glimpse> wanted = new(boundedCapacity: 1);
    private readonly ConcurrentQueue<Glimpse> done = new();
    private readonly Turns turns;
    private readonly ModelManifest manifest;
    private Func<byte[]>? read;
    private readonly Deadline deadline;
    private readonly Patch patch;
    private readonly Thread thread;
    private Action<VerdictMessage>? judge;
    private volatile bool isFree;
    private bool isBegun;

    /// <param name="read">The model's file; what it throws becomes the verdict.</param>
    /// <param name="deadline">Bounds the loading, and each look.</param>
    /// <param name="turns">Divides the looks among the cameras.</param>
    public ObjectDesk(ModelManifest manifest, Func<byte[]> read, Deadline deadline, Turns turns)
    {
        (this.manifest, this.read, this.deadline, this.turns) = (manifest, read, deadline, turns);
        patch = new Patch(manifest.InputWidth, manifest.InputHeight);
        thread = new Thread(Run) { IsBackground = true, Name = "objects" };
    }

    /// <summary>It is loaded, and looks at nothing now.</summary>
    public bool IsFree => isFree;

    /// <summary>Once, behind the walls.</summary>
    /// <param name="verdict">Takes what is thought of the model, on any thread.</param>
    public void Begin(Action<VerdictMessage> verdict)
    {
        judge = verdict;
        isBegun = true;
        thread.Start();
    }

    /// <summary>A look at a picture, if it is this camera's turn.</summary>
    public void Offer(ObjectEye eye, in ColourPicture picture, IReadOnlyList<ThingSeen> things, long captureUs)
    {
        if (things.Count == 0)
        {
            turns.Withdraw(eye.Track);
            return;
        }
        turns.Ask(eye.Track, captureUs);
        if (!isFree || !turns.Take(eye.Track))
        {
            return;
        }
        (int width, int height) = (picture.Width, picture.Height);
        IReadOnlyList<Box> regions = RegionPlanner.Plan([.. things.Select(t => t.Box.Scaled(width, height))], width, height);
        var placement = Placement.Of(regions[eye.Looks++ % regions.Count], patch.Width, patch.Height, manifest.Input.Fit);
        CropSampler.Sample(picture, placement, patch);
        isFree = false;
        wanted.Add(new Glimpse(eye, things, captureUs, placement, picture.Width, picture.Height));
    }

    /// <summary>Gives each camera what was found in its pictures.</summary>
    public void Collect()
    {
        while (done.TryDequeue(out Glimpse? glimpse))
        {
            turns.Cost(glimpse.Cost);
            glimpse.Eye.Take(glimpse);
        }
    }

    /// <summary>Waits for the look that is under way, and tells what it found.</summary>
    public void Finish()
    {
        End();
        Collect();
    }

    public void Dispose()
    {
        End();
        wanted.Dispose();
    }

    private void End()
    {
        if (wanted.IsAddingCompleted)
        {
            return;
        }
        wanted.CompleteAdding();
        if (isBegun)
        {
            thread.Join();
        }
    }

    private void Run()
    {
        try
        {
            using Detector detector = Detector.Open(read!(), manifest, deadline);
            // Up to 64 MB that nobody needs any more, and a process that allocates so little would keep them for hours.
            read = null;
            GC.Collect();
            long begun = Stopwatch.GetTimestamp();
            detector.Look(patch);
            judge!(new VerdictMessage(true, (int)Stopwatch.GetElapsedTime(begun).TotalMicroseconds, ""));
            isFree = true;
            Serve(detector);
        }
        // The wrapper has exceptions of its own for what a strange model may be, and whatever it is: what moves is told all the same.
        catch (Exception failure)
        {
            isFree = false;
            judge!(new VerdictMessage(false, 0, failure is Core.NvrException ? failure.Message : $"This model cannot be used: {failure.Message}"));
        }
    }

    private void Serve(Detector detector)
    {
        int failures = 0;
        foreach (Glimpse glimpse in wanted.GetConsumingEnumerable())
        {
            long begun = Stopwatch.GetTimestamp();
            try
            {
                glimpse.Found = [.. detector.Look(patch).Select(d => Of(d, glimpse))];
                failures = 0;
            }
            catch (Core.NvrException) when (++failures < MostFailures)
            {
                // Another picture may do.
            }
            glimpse.Cost = Stopwatch.GetElapsedTime(begun);
            done.Enqueue(glimpse);
            isFree = true;
        }
    }

    private ThingFound Of(Detection detection, Glimpse glimpse)
    {
        float[] colours = ColourNames.None();
        ColourNames.Count(patch, detection.Box, colours);
        return new ThingFound(detection.Class, detection.Confidence, glimpse.Placement.ToCamera(detection.Box).Scaled(1f / glimpse.Width, 1f / glimpse.Height), colours);
    }
}
