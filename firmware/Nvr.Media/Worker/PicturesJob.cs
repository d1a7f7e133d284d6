using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Media.Stills;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Worker;

/// <summary>
/// Makes sheets of pictures, one after the other: an order for a sheet, then formats and pictures, whose <c>Dts</c> is the number of the tile, or −1 where a picture is only decoded because those after it are made from it; a key frame begins
/// anew. Then <see cref="MessageKind.Passed"/>, which is answered with the sheet as JPEG. Each picture is answered with <see cref="MessageKind.Stats"/>, so that nvrd knows
/// which one it was that ended this process. One that cannot be decoded leaves its tile black and is counted. Ends when nvrd says no more.
/// </summary>
internal sealed class PicturesJob : IWorkerJob, ICodedSink
{
    /// <summary>Above this height people look at the picture itself.</summary>
    private const int CoarseUpTo = 180;

    private const int OnTheWay = -1;

    private readonly StillDecoder decoder = new();
    private CanvasOrder? order;
    private StillSheet? sheet;
    private TrackFormat? format;
    private MessageWriter? output;
    private long taken;
    private long drawn;
    private long refused;

    public string Encoder => "mjpeg";

    public void Run(MessageReader reader, MessageWriter writer)
    {
        output = writer;
        while (!reader.Ended)
        {
            reader.Fill();
            while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                Take(kind, payload);
            }
        }
    }

    public void OnPacket(in CodedPacket packet) =>
        output!.Send(new UnitMessage { Track = 0, IsRandomAccess = true, Dts = 0, CaptureUs = 0, Data = packet.Data });

    public void Dispose()
    {
        sheet?.Dispose();
        decoder.Dispose();
    }

    private void Take(MessageKind kind, ReadOnlySpan<byte> payload)
    {
        switch (kind)
        {
            case MessageKind.Canvas when CanvasOrder.Read(payload) is { } wanted:
                sheet?.Dispose();
                sheet = null;
                (order, sheet) = (wanted, new StillSheet(wanted));
                break;
            case MessageKind.Format when FormatMessage.Read(payload) is { } message:
                format = message.Format;
                break;
            case MessageKind.Unit when UnitMessage.TryRead(payload, out UnitMessage unit) && sheet is not null && format is not null && unit.Dts >= OnTheWay && unit.Dts < sheet.Tiles:
                Draw(unit);
                output!.Send(MessageKind.Stats, new StatsMessage(taken, drawn, refused).Write());
                break;
            case MessageKind.Passed when PassedMessage.Read(payload) is not null && sheet is not null:
                sheet.Encode(this);
                break;
            default:
                throw new NvrException(ErrorKind.Protocol, "The recorder sent something that this process does not expect.");
        }
    }

    private void Draw(in UnitMessage unit)
    {
        int tile = (int)unit.Dts;
        StillSheet canvas = sheet!;
        taken++;
        try
        {
            if (unit.IsRandomAccess)
            {
                // What a picture is made from may not be coarse, or it drifts away.
                decoder.Begin(format!, isCoarse: tile != OnTheWay && order!.TileHeight <= CoarseUpTo);
            }
            if (tile == OnTheWay)
            {
                decoder.Pass(unit.Data);
                return;
            }
            bool hasPicture;
            unsafe
            {
                hasPicture = decoder.Finish(unit.Data, frame => canvas.Draw(tile, frame));
            }
            (drawn, refused) = hasPicture ? (drawn + 1, refused) : (drawn, refused + 1);
        }
        catch (NvrException cannot) when (cannot.Kind == ErrorKind.Unsupported)
        {
            refused++;
        }
    }
}
