using System.CommandLine;
using System.Net;
using Nvr.Adoption.Adopting;
using Nvr.Appliance.Hosting;
using Nvr.Board.Files;
using Nvr.Core;
using Nvr.Network.Applying;
using Nvr.Onvif.Discovery.Leases;

namespace Nvr.Appliance.Commands;

/// <summary><c>nvrd run</c>: the recorder itself.</summary>
internal static class RunCommand
{
    private static readonly string[] Examples =
    [
        "nvrd run --data /var/lib/nvr",
        "nvrd run --data ./data --camera door=rtsp://192.168.1.20/stream1",
        "nvrd run --data ./data --camera door=rtsp://192.168.1.20/stream1 --camera door=rtsp://192.168.1.20/stream2",
        "nvrd run --data ./data --camera yard=analog:/dev/video0",
        "nvrd run --data /var/lib/nvr --listen 0.0.0.0:8443 --board /etc/nvr/board.json",
        "nvrd run --data ./data --discover confirm",
    ];

    public static Command Create()
    {
        Option<string> data = CommandFrame.DataOption();
        var listen = new Option<string>("--listen")
        {
            Description = "Where the page is served: plain HTTP on loopback addresses, HTTPS on all others.",
            HelpName = "ADDR:PORT",
            DefaultValueFactory = _ => "127.0.0.1:8080",
        };
        var cameras = new Option<string[]>("--camera")
        {
            Description = "A camera to record, remembered by its name; a second address for the same name is its sub stream.",
            HelpName = "NAME=URL",
        };
        var board = new Option<string>("--board")
        {
            Description = "The board file, or 'simulated'.",
            HelpName = "FILE|simulated",
            DefaultValueFactory = _ => BoardFile.SimulatedName,
        };
        var discover = new Option<string?>("--discover")
        {
            Description = "Whether cameras are looked for: not at all, to be confirmed each, or set up by themselves on the camera network. By default what the board file says.",
            HelpName = "off|confirm|auto",
        };
        var time = new Option<string?>("--time-server")
        {
            Description = "Who serves the time to the cameras of the board's camera networks: this program at a UDP port (cameras ask 123, the default), "
                + "another one of this machine such as chrony (system), or nobody; then their clocks are set by hand.",
            HelpName = "PORT|system|off",
        };
        var motion = new Option<string?>("--motion")
        {
            Description = "Whether motion is looked for in the pictures of cameras that tell of none themselves, or only where a camera's settings ask for it. By default auto; on the simulated board chosen.",
            HelpName = "auto|chosen",
        };
        var leases = new Option<string>("--leases")
        {
            Description = "The lease file of this machine's DHCP server (dnsmasq). Devices that it names are looked at directly where cameras are looked for, so that those are found that "
                + "answer no multicast. It need not exist.",
            HelpName = "FILE",
            DefaultValueFactory = _ => DnsmasqLeaseFile.Usual,
        };
        var places = new Option<string>("--run")
        {
            Description = "Where this program and the service that sets the box's networks up (nvrd network apply --to) leave each other word.",
            HelpName = "DIR",
            DefaultValueFactory = _ => RunPlaces.Usual,
        };
        return CommandFrame.Create(
            "run",
            "Records the cameras and serves the page until it is told to stop (Ctrl-C, SIGTERM).",
            Examples,
            [data, listen, cameras, board, discover, leases, time, motion, places],
            (parsed, cancellation) => RunHost.RunAsync(
                new RunOptions(
                    parsed.GetRequiredValue(data),
                    ParseEndPoint(parsed.GetRequiredValue(listen)),
                    [.. (parsed.GetValue(cameras) ?? []).Select(NamedAddress.Parse)],
                    BoardFile.Load(parsed.GetRequiredValue(board)))
                {
                    Discover = ParseMode(parsed.GetValue(discover)),
                    Leases = ParseFile(parsed.GetRequiredValue(leases)),
                    LooksForMotion = ParseMotion(parsed.GetValue(motion)),
                    Places = new RunPlaces(parsed.GetRequiredValue(places)),
                    Time = parsed.GetValue(time) is { } served ? TimeServing.Parse(served) : null,
                },
                cancellation));
    }

    private static AdoptionMode? ParseMode(string? text) => text switch
    {
        null => null,
        "off" => AdoptionMode.Off,
        "confirm" => AdoptionMode.Confirm,
        "auto" => AdoptionMode.Auto,
        _ => throw new NvrException(ErrorKind.InvalidInput, $"--discover {text} is none of off, confirm and auto."),
    };

    private static bool? ParseMotion(string? text) => text switch
    {
        null => null,
        "auto" => true,
        "chosen" => false,
        _ => throw new NvrException(ErrorKind.InvalidInput, $"--motion {text} is none of auto and chosen."),
    };

    private static string ParseFile(string text) =>
        string.IsNullOrWhiteSpace(text) ? throw new NvrException(ErrorKind.InvalidInput, "--leases needs the path of a file.") : text;

    private static IPEndPoint ParseEndPoint(string text) =>
        IPEndPoint.TryParse(text, out IPEndPoint? point) && text.Contains(':', StringComparison.Ordinal)
            ? point
            : throw new NvrException(ErrorKind.InvalidInput, $"--listen {text} is not ADDRESS:PORT, for example 0.0.0.0:8443.");
}
