using System.Net.Sockets;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Media.Capture;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Worker;

/// <summary>Sends the pictures of one source as H.264 until the process ends. One track, number 0.</summary>
internal sealed class CaptureJob : IWorkerJob, ICodedSink
{
    private const long StatsIntervalUs = 1_000_000;
    private static readonly TimeSpan SignalInterval = TimeSpan.FromSeconds(1);

    private readonly BoxClock clock;
    private readonly CapturePipeline pipeline;
    private MessageWriter? output;
    private long coded;
    private long statsDueUs;

    public CaptureJob(WorkerOrder order, BoxClock clock)
    {
        this.clock = clock;
        pipeline = CapturePipeline.Open(order, clock);
    }

    public string Encoder => pipeline.EncoderName;

    public void Run(MessageReader reader, MessageWriter writer)
    {
        output = writer;
        new Thread(() => EndWith(reader)) { IsBackground = true, Name = "nvrd-watch" }.Start();
        new Thread(() => WatchSignal(writer)) { IsBackground = true, Name = "nvrd-signal" }.Start();
        var format = new TrackFormat { Codec = Codec.H264, ClockRate = H264Encoders.ClockRate, Width = pipeline.Width, Height = pipeline.Height };
        writer.Send(MessageKind.Format, new FormatMessage(0, format).Write());
        while (true)
        {
            pipeline.Step(this);
            SendStats(writer);
        }
    }

    public void OnPacket(in CodedPacket packet)
    {
        coded++;
        output!.Send(new UnitMessage
        {
            Track = 0,
            IsRandomAccess = packet.IsKey,
            Dts = packet.Dts,
            CaptureUs = pipeline.FirstUs + (packet.Dts * 100 / 9),
            Data = packet.Data,
        });
    }

    public void Dispose() => pipeline.Dispose();

    /// <summary>A device may keep this process waiting for ever; when nvrd is gone, nothing holds it here.</summary>
    private static void EndWith(MessageReader reader)
    {
        while (!reader.Ended)
        {
            reader.Fill();
        }
        Environment.Exit(0);
    }

    /// <summary>On a thread of its own, because a device without a signal may keep the other one waiting for its next picture.</summary>
    private void WatchSignal(MessageWriter writer)
    {
        var watch = new SignalWatch();
        using var never = new ManualResetEventSlim();
        while (!watch.IsLost(pipeline.HasSignal))
        {
            never.Wait(SignalInterval);
        }
        NvrException lost = DeviceWords.NoPicture();
        try
        {
            writer.Send(MessageKind.Failure, new FailureMessage(lost.Kind, lost.Message, lost.NextStep).Write());
        }
        catch (SocketException)
        {
            // nvrd has hung up; there is nobody to tell.
        }
        Environment.Exit(1);
    }

    private void SendStats(MessageWriter writer)
    {
        long nowUs = clock.MonotonicUs;
        if (nowUs >= statsDueUs)
        {
            statsDueUs = nowUs + StatsIntervalUs;
            writer.Send(MessageKind.Stats, new StatsMessage(pipeline.Pictures, coded, pipeline.Damaged).Write());
        }
    }
}
