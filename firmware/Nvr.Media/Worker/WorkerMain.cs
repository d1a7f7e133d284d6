using System.Net.Sockets;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Media.Watching;
using Nvr.Sandbox.Confinement;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Worker;

/// <summary>
/// The life of a sandboxed process: take the order, open what it needs, close itself in, say so, work. It holds nothing that outlives it:
/// whatever goes wrong, it says so if it can and ends.
/// </summary>
public static class WorkerMain
{
    /// <summary>Returns the exit code.</summary>
    public static int Run(Walls early)
    {
        using var socket = new Socket(new SafeSocketHandle(WorkerProgram.SocketDescriptor, ownsHandle: true));
        using var reader = new MessageReader(socket);
        var writer = new MessageWriter(socket);
        try
        {
            Work(reader, writer, early);
            return 0;
        }
        catch (SocketException)
        {
            // nvrd has hung up; there is nobody to tell.
            return 0;
        }
        catch (NvrException failure)
        {
            Tell(writer, failure);
            return 1;
        }
    }

    private static void Work(MessageReader reader, MessageWriter writer, Walls early)
    {
        WorkerOrder order = TakeOrder(reader);
        if (order.Task is WorkerTask.Aac or WorkerTask.Watch or WorkerTask.Pictures)
        {
            Courtesy.StepBack();
        }
        FFmpegLibraries.Require();
        using IWorkerJob job = order.Task switch
        {
            WorkerTask.Capture => new CaptureJob(order, BoxClock.System()),
            WorkerTask.Watch => new WatchJob(ModelSetup.Open(order, writer), order.DecodesAll, order.AvoidsBoard ? null : BoardDecoders.Open()),
            WorkerTask.Pictures => new PicturesJob(),
            _ => new AacJob(order),
        };
        writer.Send(MessageKind.Ready, new ReadyMessage(LateWalls.Raise(early), job.Encoder).Write());
        job.Run(reader, writer);
    }

    private static WorkerOrder TakeOrder(MessageReader reader)
    {
        while (!reader.Ended)
        {
            reader.Fill();
            if (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                return (kind == MessageKind.Order ? WorkerOrder.Read(payload) : null)
                    ?? throw new NvrException(ErrorKind.Protocol, "The recorder's order cannot be read.");
            }
        }
        throw new NvrException(ErrorKind.Protocol, "The recorder hung up before it said what to do.");
    }

    private static void Tell(MessageWriter writer, NvrException failure)
    {
        try
        {
            writer.Send(MessageKind.Failure, new FailureMessage(failure.Kind, failure.Message, failure.NextStep).Write());
        }
        catch (SocketException)
        {
            // The exit code has to do.
        }
    }
}
