namespace HumanosFunctions.Local.InProcess;

/// <summary>Brings every way of returning to one.</summary>
internal static class AwaitedResult
{
    public static ValueTask<object?> FromValue(object? value) => ValueTask.FromResult(value);

    public static async ValueTask<object?> FromTask(Task task)
    {
        await task;
        return null;
    }

    public static async ValueTask<object?> FromTaskOf<T>(Task<T> task) => await task;

    public static async ValueTask<object?> FromValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    public static async ValueTask<object?> FromValueTaskOf<T>(ValueTask<T> task) => await task;
}
