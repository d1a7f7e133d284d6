using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Events;
using Nvr.Adoption.Tests.Healing;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;
using SimCamera.Onvif;

namespace Nvr.Adoption.Tests.Events;

/// <summary>What simulated cameras notice, heard over real sockets.</summary>
public sealed class CameraEventsTests
{
    private static readonly Nvr.Onvif.OnvifOptions Brisk = new() { CallTimeout = TimeSpan.FromSeconds(30), PullWait = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task Raised_ArriveNormalised_WithStartAndEnd()
    {
        await using RecordingBox box = await RecordingBox.StartAsync();
        await using Ear ear = Ear.Listen(box, box.Adopted());
        CameraId door = box.Ids["door"];
        await ear.HearsAsync();

        box.Device.Raise(SimEventKind.CellMotion, true);
        await box.UntilAsync(() => ear.Of(door, CameraEventKind.Motion).Count == 1, "the start of a motion");
        box.Device.Raise(SimEventKind.CellMotion, false);
        box.Device.Raise(SimEventKind.LineCrossing, true);
        box.Device.Raise(SimEventKind.Person, true);
        box.Device.Raise(SimEventKind.Person, false);
        await box.UntilAsync(() => ear.Of(door, CameraEventKind.Object).Count == 2, "a person come and gone");

        IReadOnlyList<CameraEvent> motion = ear.Of(door, CameraEventKind.Motion);
        Assert.Equal([EventPhase.Start, EventPhase.End], motion.Select(m => m.Phase));
        Assert.Single(motion.Select(m => m.Key).Distinct());
        Assert.All(motion, m => Assert.False(m.IsInitial));
        Assert.Equal(EventPhase.Pulse, Assert.Single(ear.Of(door, CameraEventKind.LineCrossing)).Phase);
        Assert.Equal((EventPhase.Start, ObjectClass.Person), (ear.Of(door, CameraEventKind.Object)[0].Phase, ear.Of(door, CameraEventKind.Object)[0].Object));
        // What was at rest when listening began is no news: exactly these five were told.
        Assert.Equal(5, ear.Events.Told.Count);
    }

    [Fact]
    public async Task WhatGoesOnAlready_IsToldAsStateOnce()
    {
        await using RecordingBox box = await RecordingBox.StartAsync();
        box.Device.Raise(SimEventKind.Tamper, true);
        await using Ear ear = Ear.Listen(box, box.Adopted());
        CameraId door = box.Ids["door"];

        await box.UntilAsync(() => ear.Of(door, CameraEventKind.Tamper).Count == 1, "the state of tampering");
        Assert.True(ear.Of(door, CameraEventKind.Tamper)[0].IsInitial);
        box.Device.Raise(SimEventKind.Tamper, false);
        await box.UntilAsync(() => ear.Of(door, CameraEventKind.Tamper).Count == 2, "its end");

        Assert.Equal(EventPhase.End, ear.Of(door, CameraEventKind.Tamper)[1].Phase);
    }

    [Fact]
    public async Task EncoderWithTwoSources_EachEventGoesToItsCamera()
    {
        await using RecordingBox box = await RecordingBox.StartAsync("yard");
        await using Ear ear = Ear.Listen(box, box.Adopted(null, "yard"));
        await ear.HearsAsync();

        box.Device.Raise(SimEventKind.CellMotion, true, source: 2);
        box.Device.Raise(SimEventKind.Motion, true, source: 1);
        await box.UntilAsync(() => ear.Events.Told.Count == 2, "two motions");

        Assert.Single(ear.Of(box.Ids["yard"], CameraEventKind.Motion));
        Assert.Single(ear.Of(box.Ids["door"], CameraEventKind.Motion));
    }

    [Fact]
    public async Task Reboot_IsSurvived_AndWhatEndedMeanwhileIsToldToHaveEnded()
    {
        await using RecordingBox box = await RecordingBox.StartAsync();
        await using Ear ear = Ear.Listen(box, box.Adopted());
        CameraId door = box.Ids["door"];
        await ear.HearsAsync();
        box.Device.Raise(SimEventKind.Motion, true);
        await box.UntilAsync(() => ear.Of(door, CameraEventKind.Motion).Count == 1, "a motion");

        Task reboot = box.Device.RebootAsync();
        box.Device.Raise(SimEventKind.Motion, false);
        await reboot;
        await box.UntilAsync(() => ear.Of(door, CameraEventKind.Motion).Count == 2, "its end, found when heard again");
        box.Device.Raise(SimEventKind.DigitalInput, true);
        await box.UntilAsync(() => ear.Of(door, CameraEventKind.DigitalInput).Count == 1, "news after the reboot");

        Assert.Equal(EventPhase.End, ear.Of(door, CameraEventKind.Motion)[1].Phase);
    }

    [Fact]
    public async Task Flood_IsBoundedAndCounted_AndSaid()
    {
        await using RecordingBox box = await RecordingBox.StartAsync();
        await using Ear ear = Ear.Listen(box, box.Adopted(), new EventRules { Burst = 20, EventsAMinute = 60 });
        CameraId door = box.Ids["door"];
        await ear.HearsAsync();

        for (int i = 0; i < 200; i++)
        {
            box.Device.Raise(SimEventKind.LineCrossing, true);
            box.Device.Raise(SimEventKind.LineCrossing, false);
        }
        await box.UntilAsync(() => ear.Counts.Dropped + ear.Counts.Passed >= 200, "200 crossings");

        Assert.InRange(ear.Of(door, CameraEventKind.LineCrossing).Count, 20, 120);
        Assert.True(ear.Counts.Dropped >= 80);
        HealthItem item = Assert.Single(box.Health.Read(), h => h.Part.StartsWith("events/", StringComparison.Ordinal));
        Assert.Contains("door tells more events", item.Sentence);
    }

    [Fact]
    public async Task WrongPassword_IsSaid_AndTheRightOneIsUsedAtOnce()
    {
        await using RecordingBox box = await RecordingBox.StartAsync();
        AdoptedDevice door = box.Adopted();
        await using Ear ear = Ear.Listen(box, door with { Onvif = door.Onvif! with { Password = "wrong" } });

        await box.UntilAsync(() => box.Health.Read().Any(h => h.Part == $"events/{door.Id}"), "a word about the password");
        Assert.Empty(ear.Events.Told);

        // The right one, entered later, is used at once.
        ear.Devices.Set(door);
        await ear.HearsAsync();
        await box.UntilAsync(() => box.Health.Read().All(h => h.Part != $"events/{door.Id}"), "the word taken back");
    }

    [Fact]
    public async Task DeviceTakenAway_IsListenedToNoMore()
    {
        await using RecordingBox box = await RecordingBox.StartAsync();
        await using Ear ear = Ear.Listen(box, box.Adopted());
        await ear.HearsAsync();

        ear.Devices.Set();
        await box.UntilAsync(() => box.Device.OpenPullPoints == 0, "the subscription's end");

        await box.UntilAsync(() => ear.Events.Interrupted.Contains(box.Ids["door"]), "word that nobody listens");
    }

    /// <summary>A running <see cref="CameraEvents"/> and what it told.</summary>
    private sealed class Ear : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly RecordingBox box;
        private readonly CameraEvents listener;
        private readonly AdoptedDevice device;
        private readonly Task work;

        private Ear(RecordingBox box, AdoptedDevice device, EventRules rules)
        {
            this.box = box;
            this.device = device;
            Devices.Set(device);
            listener = new CameraEvents(
                new EventServices
                {
                    Devices = Devices, Cameras = box.Registry, Sink = Events, Health = box.Health, Clock = box.Clock, Onvif = Brisk,
                    Rules = rules with { LookInterval = TimeSpan.FromMilliseconds(200) },
                },
                NullLogger<CameraEvents>.Instance);
            work = Task.Run(() => listener.RunAsync(stop.Token));
        }

        public FixedDevices Devices { get; } = new();

        public NotedEvents Events { get; } = new();

        public EventCounts Counts => listener.CountsOf(device.Id) ?? default;

        public static Ear Listen(RecordingBox box, AdoptedDevice device, EventRules? rules = null) => new(box, device, rules ?? new EventRules());

        public IReadOnlyList<CameraEvent> Of(CameraId camera, CameraEventKind kind) => Events.Of(camera, kind);

        /// <summary>Waits until the camera has told how things are, after which everything is news.</summary>
        public Task HearsAsync() => box.UntilAsync(() => Counts.Received > 0, "a first message");

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await work;
            stop.Dispose();
        }
    }
}
