using Microsoft.Win32.SafeHandles;
using Nvr.Core;

namespace Nvr.Sandbox.Processes;

/// <summary>The file that a sandboxed process was lent, as it finds it: open, and without a name. Read before the last walls.</summary>
public static class LentFile
{
    /// <summary>The whole of it. Throws <see cref="NvrException"/> where there is none, or it is larger.</summary>
    public static byte[] Read(long mostBytes)
    {
        if (Environment.GetEnvironmentVariable(WorkerProgram.LentVariable) is null)
        {
            throw new NvrException(ErrorKind.NotFound, "The file of this model is missing.");
        }
        try
        {
            using var file = new FileStream(new SafeFileHandle(WorkerProgram.LentDescriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0);
            if (file.Length > mostBytes)
            {
                throw new NvrException(ErrorKind.Unsupported, "The file of this model is larger than any that the recorder can use.");
            }
            byte[] content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, "The file of this model cannot be read.", unreadable);
        }
    }
}
