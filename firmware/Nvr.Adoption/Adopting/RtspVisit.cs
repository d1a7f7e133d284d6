using System.Net;
using System.Net.Sockets;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Adoption.Paths;
using Nvr.Core;

namespace Nvr.Adoption.Adopting;

/// <summary>A visit to a device without ONVIF: its stream is looked for among the paths that makers use. Stateless.</summary>
internal sealed class RtspVisit(AdoptionRoom room, PathProber prober)
{
    private const string OnlySource = "1";

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

    private readonly CameraEntry entry = new(room);

    /// <summary>As for <see cref="DeviceVisit.RunAsync"/>. Unreachable when nothing that speaks RTSP is there.</summary>
    public async Task RunAsync(DeviceCase visit, DeviceRecord device, bool mayEnter, CancellationToken cancellation)
    {
        int port = await PortAsync(device.Address, cancellation) ?? throw Silent(device);
        if (device.HasCameras)
        {
            entry.Move(device);
            Finish(visit);
        }
        else if (mayEnter)
        {
            await SearchAsync(visit, device, port, cancellation);
        }
        else
        {
            visit.Words = AdoptionWords.Waiting(device, SignIn.Unknown);
        }
    }

    /// <summary>Where its stream is, as far as it tells that without a password. Unreachable when nothing that speaks RTSP is there.</summary>
    public async Task<PathProbeResult> LookAsync(DeviceCase visit, DeviceRecord device, CancellationToken cancellation)
    {
        int port = await PortAsync(device.Address, cancellation) ?? throw Silent(device);
        return await prober.ProbeAsync(TargetOf(visit, device, port, null), cancellation);
    }

    /// <summary>The first of the usual ports where somebody listens; null when nobody does.</summary>
    public async Task<int?> PortAsync(IPAddress address, CancellationToken cancellation)
    {
        foreach (int port in room.Options.RtspPorts)
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(ConnectLimit);
            try
            {
                await socket.ConnectAsync(address, port, limit.Token);
                return port;
            }
            catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                // Closed, or filtered.
            }
        }
        return null;
    }

    private async Task SearchAsync(DeviceCase visit, DeviceRecord device, int port, CancellationToken cancellation)
    {
        SignIn signIn = SignIn.Missing;
        foreach (CameraAccount? account in room.AccountsFor(visit, device).Prepend<CameraAccount?>(null))
        {
            PathProbeResult result = await prober.ProbeAsync(TargetOf(visit, device, port, account), cancellation);
            switch (result.Outcome)
            {
                case PathProbeOutcome.Found:
                    Enter(visit, device, result, account);
                    return;
                case PathProbeOutcome.NeedsPassword:
                    break;
                case PathProbeOutcome.WrongPassword:
                    visit.Reject(account!);
                    signIn = SignIn.Rejected;
                    break;
                case PathProbeOutcome.HeldBack:
                    visit.DueUs = room.Clock.MonotonicUs + (long)room.Guard.WaitFor(visit.Id.ToString()).TotalMicroseconds;
                    visit.Words = AdoptionWords.Password(device, SignIn.HeldBack);
                    return;
                default:
                    throw new NvrException(result.Outcome == PathProbeOutcome.Unreachable ? ErrorKind.Unreachable : ErrorKind.Unsupported, result.Sentence);
            }
        }
        room.Book.Tell(visit.Id, DeviceNews.PasswordNeeded);
        visit.Given = null;
        visit.Words = AdoptionWords.Password(device, signIn);
    }

    private static NvrException Silent(DeviceRecord device) => new(ErrorKind.Unreachable, $"Neither ONVIF nor RTSP answers at {device.Address}.");

    private static PathProbeTarget TargetOf(DeviceCase visit, DeviceRecord device, int port, CameraAccount? account) => new()
    {
        Device = visit.Id.ToString(),
        Address = device.Address,
        Port = port,
        Hints = new PathHints(device.Mac, device.Maker, null),
        UserName = account?.UserName,
        Password = account?.Password,
    };

    private void Enter(DeviceCase visit, DeviceRecord device, PathProbeResult result, CameraAccount? account)
    {
        // Whose path it is, is no proof of who made it: many use the paths of others.
        if (account is not null)
        {
            device = room.Book.SetCredentials(visit.Id, account.UserName, account.Password);
        }
        entry.Enter(device, [new FoundSource(OnlySource, result.MainUrl!, result.SubUrl)], account);
        Finish(visit);
    }

    private void Finish(DeviceCase visit)
    {
        room.Book.Tell(visit.Id, DeviceNews.SetUp);
        visit.Settle();
    }
}
