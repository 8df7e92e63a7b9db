using System.Diagnostics;
using System.Globalization;
using Portal.Business.Common;
using Portal.Business.Victim;

// Does what is due and dies at a step:
//   Portal.Business.Victim PROVIDER CONNECTION MAIL_FOLDER UTC_NOW STEP TIMES
// Dying is SIGKILL: nothing is cleaned up.
var now = DateTime.Parse(args[3], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
await DueWork.RunAsync(args[0], args[1], args[2], now, new DeadlySteps(args[4], int.Parse(args[5], CultureInfo.InvariantCulture)));

internal sealed class DeadlySteps(string deadly, int times) : Steps
{
    private int reached;

    public override void Reached(string step)
    {
        if (step == deadly && Interlocked.Increment(ref reached) == times)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
