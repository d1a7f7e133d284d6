using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Adoption.Makers;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Streams;

namespace Nvr.Adoption.Adopting;

/// <summary>What persons ask for.</summary>
public sealed partial class Adopter : IAdoption
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(1);

    public AdoptionMode Mode => room.Options.Mode;

    public IReadOnlyList<DeviceReport> List()
    {
        IReadOnlyList<ReplacementOffer> offers = room.Book.Offers();
        return [.. room.Book.List().Select(d => ReportOf(d, offers.FirstOrDefault(o => o.Newcomer.Id == d.Id)))];
    }

    public async Task<DeviceReport> AdoptAsync(DeviceId id, AdoptionRequest request, CancellationToken cancellation)
    {
        DeviceRecord device = Require(id);
        RequireMode();
        if (visitor.Decide(device) == AdoptionDecision.Refuse)
        {
            throw new NvrException(ErrorKind.Conflict, $"The address {device.Address} can be no camera's.");
        }
        if (request.Replaces is { } departed && !room.Book.Offers().Any(o => o.Newcomer.Id == id.Value && o.Departed.Id == departed.Value))
        {
            throw new NvrException(ErrorKind.Conflict, "This device does not replace the other one. Look at the list of devices again.");
        }
        room.Book.Tell(id, DeviceNews.Welcome);
        DeviceCase visit = CaseOf(id);
        visit.Confirmed = true;
        visit.Replaces = request.Replaces;
        if (request.Account is { } account)
        {
            visit.Pardon(account);
            visit.Given = account;
        }
        Task running = Begin(() => VisitAsync(visit));
        await Task.WhenAny(running, Task.Delay(LongestAnswer, room.Clock.Time, cancellation));
        return Report(room.Book.Find(id) is null ? device.DeviceId : id);
    }

    public async Task<StreamAddress> FindPictureAsync(DeviceId id, CancellationToken cancellation)
    {
        DeviceRecord device = Require(id);
        RequireMode();
        if (device.HasCameras || visitor.Decide(device) == AdoptionDecision.Refuse)
        {
            throw new NvrException(ErrorKind.Conflict, device.HasCameras ? "It is recorded already; its picture is that of its camera." : $"The address {device.Address} can be no camera's.");
        }
        DeviceCase visit = CaseOf(id);
        await visit.Turn.WaitAsync(cancellation);
        try
        {
            return await window.FindAsync(visit, device, cancellation);
        }
        finally
        {
            visit.Turn.Release();
        }
    }

    public DeviceReport Ignore(DeviceId id)
    {
        Require(id);
        room.Book.Tell(id, DeviceNews.Ignore);
        CaseOf(id).Settle();
        return Report(id);
    }

    public async Task<DeviceReport> RevertAsync(DeviceId id, CancellationToken cancellation)
    {
        DeviceRecord device = Require(id);
        RequireMode();
        bool isClean = device.Changes.All(c => c.UndoneAt is not null) && device.Clock is null or { UndoneAt: not null };
        if (isClean && device.SmartCodec is not { IsInForce: true })
        {
            throw new NvrException(ErrorKind.Conflict, "Nothing was changed on this device that could be undone.");
        }
        DeviceCase visit = CaseOf(id);
        await visit.Turn.WaitAsync(cancellation);
        try
        {
            await visitor.RevertAsync(visit, device, cancellation);
        }
        finally
        {
            visit.Turn.Release();
        }
        return Report(id);
    }

    public void SetSiteAccount(CameraAccount account)
    {
        room.Site.Set(account);
        foreach (DeviceRecord device in room.Book.List())
        {
            bool isOpen = device is { UserName: null, State: DeviceState.SetUp or DeviceState.Recording };
            if (device.State == DeviceState.NeedsPassword || isOpen)
            {
                CaseOf(device.DeviceId).DueUs = room.Clock.MonotonicUs;
            }
        }
    }

    private DeviceReport Report(DeviceId id) => ReportOf(Require(id), room.Book.Offers().FirstOrDefault(o => o.Newcomer.Id == id.Value));

    private DeviceReport ReportOf(DeviceRecord device, ReplacementOffer? offer)
    {
        CaseWords words = WordsFor(device);
        return new DeviceReport
        {
            Device = device,
            Decision = visitor.Decide(device),
            Sentence = words.Sentence,
            NextStep = words.NextStep,
            Detail = words.Detail,
            Finding = words.Finding,
            Offer = offer,
        };
    }

    private CaseWords WordsFor(DeviceRecord device) => device.State switch
    {
        DeviceState.Ignored => AdoptionWords.Ignored(device),
        DeviceState.Lost => AdoptionWords.Lost(device, room.Options.PlugOf(device)),
        DeviceState.NeedsPassword => CaseOf(device.DeviceId).Words ?? AdoptionWords.Password(device, SignIn.Missing),
        _ when device.HasCameras => WordsOfStreams(device),
        _ => CaseOf(device.DeviceId).Words ?? AdoptionWords.Found(device),
    };

    /// <summary>Of its cameras, the one that is worst off; one that is recorded over a bad network is better off than one that is not.</summary>
    private CaseWords WordsOfStreams(DeviceRecord device) => CaseWords.Of(device.Sources
        .Select(s => room.Cameras.Find(s.CameraId)).OfType<CameraView>()
        .Select(c => DiagnosisOf(device, c))
        .DefaultIfEmpty(new Diagnosis(Finding.NoFrames, $"{DeviceName.Of(device)} has no camera any more.", null, null))
        .MaxBy(d => (d.Finding != Finding.AllWell, d.Finding is not (Finding.NetworkTooSlow or Finding.KeyPicturesRare), d.Finding))!);

    private Diagnosis DiagnosisOf(DeviceRecord device, CameraView camera)
    {
        StreamStatus main = camera.Streams[0];
        NetworkMeasure? network = room.Network.MeasureOf(camera.Id);
        // Pictures that the network swallows are missing between the others as well, and say nothing about the camera.
        TimeSpan? keyPictures = network is null || room.Network.IsRateDoubtful(camera.Id) ? null : main.KeyPictureDistance;
        PlugFacts plug = room.Options.PlugOf(device);
        CameraFacts facts = (AdoptionWords.Facts(device) with { Name = camera.Settings.Name, Network = network, Power = plug.Power, HasLink = plug.HasLink }).With(main);
        // Whoever took the change back wants it so.
        Diagnosis found = CameraDoctor.Examine(facts with { KeyPictureDistance = device.SmartCodec is { UndoneAt: not null } ? null : keyPictures });
        return found.Finding is Finding.AllWell or Finding.KeyPicturesRare && SmartCodecWords.For(device, facts.Name, keyPictures) is { } smart
            ? new Diagnosis(Finding.KeyPicturesRare, smart.Sentence, smart.NextStep, found.Detail)
            : found;
    }

    private DeviceRecord Require(DeviceId id) => room.Book.Find(id) ?? throw new NvrException(ErrorKind.NotFound, "There is no such device.");

    private void RequireMode()
    {
        if (Mode == AdoptionMode.Off)
        {
            throw new NvrException(ErrorKind.Conflict, "Looking for cameras is switched off on this recorder. Add the camera by its address.");
        }
    }
}
