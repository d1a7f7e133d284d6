using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Events;
using Nvr.Adoption.Tests.Healing;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Recording.Cameras;
using SimCamera.Onvif;

namespace Nvr.Adoption.Tests.Events;

/// <summary>The metadata streams of simulated cameras beside their recording, over real sockets.</summary>
public sealed class MetadataTests
{
    private static readonly Nvr.Onvif.OnvifOptions Brisk = new() { CallTimeout = TimeSpan.FromSeconds(30), PullWait = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task Person_IsOneEvent_WithClassAndBox_AlthoughToldThreeTimes()
    {
        await using RecordingBox box = await RecordingBox.StartWithAsync("metadata-track");
        await using Listening ear = new(box);
        await ear.ListensAsync();

        box.Device.Raise(SimEventKind.Person, true);
        await box.UntilAsync(() => ear.Objects.Count == 1, "a person");
        box.Device.Raise(SimEventKind.CellMotion, true);
        await box.UntilAsync(() => ear.Motions.Count == 1, "a motion");
        box.Device.Raise(SimEventKind.Person, false);
        box.Device.Raise(SimEventKind.CellMotion, false);
        await box.UntilAsync(() => ear.Objects.Count == 2 && ear.Motions.Count == 2, "both ends");
        // Long enough for what would be told a second time: a person is missed for 3 s before it counts as gone.
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);

        Assert.Equal([EventPhase.Start, EventPhase.End], ear.Objects.Select(m => m.Phase));
        Assert.Equal([EventPhase.Start, EventPhase.End], ear.Motions.Select(m => m.Phase));
        CameraEvent person = ear.Objects[0];
        Assert.Equal(ObjectClass.Person, person.Object);
        Assert.Equal(0.9f, person.Confidence!.Value, 3);
        Assert.Equal((0.15f, 0.15f), (MathF.Round(person.Box!.Value.Width, 3), MathF.Round(person.Box.Value.Height, 3)));
    }

    [Theory]
    [InlineData("metadata-gzip", "The camera compresses its metadata, which the recorder does not read.")]
    [InlineData("metadata-gzip-told", "The camera compresses its metadata, which the recorder does not read.")]
    [InlineData("metadata-broken-xml", "It sends metadata that cannot be read.")]
    [InlineData("metadata-endless", "It sends metadata without end.")]
    [InlineData("metadata-huge", "It sends metadata without end.")]
    [InlineData("metadata-flood", "It sends more metadata than can be of use.")]
    public async Task UselessStream_IsLeftAloneWithASentence_AndThePictureGoesOn(string quirk, string why)
    {
        await using RecordingBox box = await RecordingBox.StartWithAsync(quirk);
        await using Listening ear = new(box);
        await box.UntilAsync(() => box.Health.Read().Any(h => h.Part == $"metadata/{box.Ids["door"]}"), $"a word about {quirk}");

        string sentence = box.Health.Read().Single(h => h.Part == $"metadata/{box.Ids["door"]}").Sentence;
        Assert.Equal($"The metadata stream of door is left alone: {why} Pictures and other events are recorded as ever.", sentence);
        await box.UntilAsync(() => box.Server.Cameras[0].OpenSessions == 1, "the metadata session's end");
        double seconds = box.SecondsOf("door");
        await box.UntilAsync(() => box.SecondsOf("door") > seconds + 2, "more footage");
        Assert.Equal(1, box.Registry.Find(box.Ids["door"])!.Streams[0].Connections);
        Assert.Equal(0, box.Registry.Find(box.Ids["door"])!.Streams[0].LostPackets);
        box.Device.Raise(SimEventKind.CellMotion, true);
        await box.UntilAsync(() => ear.Motions.Count == 1, "a motion by the event service");
    }

    [Fact]
    public async Task CameraWithoutMetadata_IsNotAskedForAStream()
    {
        await using RecordingBox box = await RecordingBox.StartAsync();
        await using Listening ear = new(box);
        await box.UntilAsync(() => ear.Received > 0 && box.StateOf("door") == CameraState.Recording, "events and pictures");
        box.Device.Raise(SimEventKind.CellMotion, true);
        await box.UntilAsync(() => ear.Motions.Count == 1, "a motion");

        Assert.Equal(1, box.Server.Cameras[0].SessionsOpened);
        Assert.DoesNotContain(box.Health.Read(), h => h.Part.StartsWith("metadata/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CameraOfOneSession_KeepsItForThePicture()
    {
        await using RecordingBox box = await RecordingBox.StartWithAsync("metadata-track", "session-limit=1");
        await using Listening ear = new(box);
        await box.UntilAsync(() => box.SecondsOf("door") > 2 && box.Server.Cameras[0].Requests.Count(r => r.StartsWith("SETUP", StringComparison.Ordinal)) >= 2, "a refused second session");

        Assert.Equal(CameraState.Recording, box.StateOf("door"));
        Assert.Equal(1, box.Registry.Find(box.Ids["door"])!.Streams[0].Connections);
        Assert.DoesNotContain(box.Health.Read(), h => h.Part.StartsWith("metadata/", StringComparison.Ordinal));
    }

    private sealed class Listening : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly RecordingBox box;
        private readonly CameraEvents listener;
        private readonly AdoptedDevice device;
        private readonly NotedEvents events = new();
        private readonly Task work;

        public Listening(RecordingBox box)
        {
            this.box = box;
            device = box.Adopted();
            var devices = new FixedDevices();
            devices.Set(device);
            var services = new EventServices
            {
                Devices = devices, Cameras = box.Registry, Sink = events, Health = box.Health, Clock = box.Clock, Onvif = Brisk,
                // Half a flood is enough on a busy machine.
                Rules = new EventRules { LookInterval = TimeSpan.FromMilliseconds(200), MostMetadataBytes = 8 << 20 },
            };
            listener = new CameraEvents(services, NullLogger<CameraEvents>.Instance);
            work = Task.Run(() => listener.RunAsync(stop.Token));
        }

        public IReadOnlyList<CameraEvent> Objects => events.Of(box.Ids["door"], CameraEventKind.Object);

        public IReadOnlyList<CameraEvent> Motions => events.Of(box.Ids["door"], CameraEventKind.Motion);

        public long Received => listener.CountsOf(device.Id)?.Received ?? 0;

        /// <summary>Waits until one thing is told twice: by the event service and in the stream.</summary>
        public async Task ListensAsync()
        {
            await box.UntilAsync(() => Received > 0 && box.Server.Cameras[0].OpenSessions == 2, "a recording and a metadata session");
            long before;
            bool active = false;
            do
            {
                before = Received;
                box.Device.Raise(SimEventKind.DigitalInput, active = !active);
                await box.UntilAsync(() => Received > before, "a contact");
                await Task.Delay(1000, TestContext.Current.CancellationToken);
            }
            while (Received < before + 2);
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await work;
            stop.Dispose();
        }
    }
}
