#requires -Version 5.1
# An update server over its administration API (Microsoft.UpdateServices.Administration), which is there in Windows PowerShell 5.1 only.
# Nothing waits in here: what takes time is asked for again by the caller.
Set-StrictMode -Version Latest

# All that the module touches outside of itself; tests put other objects in its place.
$script:Api = @{
    Server        = {
        param([string]$Name, [bool]$Secure, [int]$Port)
        [void][Reflection.Assembly]::LoadWithPartialName('Microsoft.UpdateServices.Administration')
        $proxy = 'Microsoft.UpdateServices.Administration.AdminProxy' -as [type]
        if ($null -eq $proxy) { Stop-RwFunction 'The administration API of the update server is not installed here; it comes with the feature UpdateServices-API and needs Windows PowerShell 5.1.' 'UpdateServicesApiMissing' NotInstalled $Name }
        if ($Name -eq '') { $proxy::GetUpdateServer() } else { $proxy::GetUpdateServer($Name, $Secure, $Port) }
    }
    Make          = { param([string]$Type, [object[]]$Arguments) New-Object -TypeName "Microsoft.UpdateServices.Administration.$Type" -ArgumentList $Arguments }
    Now           = { [datetime]::UtcNow }
    Setup         = { Get-ItemProperty -LiteralPath 'HKLM:\Software\Microsoft\Update Services\Server\Setup' -ErrorAction SilentlyContinue }
    Services      = { Get-Service -Name 'WsusService', 'W3SVC', 'MSSQL$MICROSOFT##WID' -ErrorAction SilentlyContinue }
    PostInstaller = { [IO.Path]::Combine($env:ProgramFiles, 'Update Services', 'Tools', 'wsusutil.exe') }
    Run           = {
        param([string]$Path, [string]$ArgumentLine)
        $start = [Diagnostics.ProcessStartInfo]::new($Path, $ArgumentLine)
        $start.UseShellExecute = $false
        $start.RedirectStandardOutput = $true
        $start.CreateNoWindow = $true
        $process = [Diagnostics.Process]::Start($start)
        $text = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        @{ ExitCode = $process.ExitCode; Output = $text }
    }
}

foreach ($file in '..\shared\Errors.ps1', '..\shared\Programs.ps1', 'Connection.ps1', 'Server.ps1', 'Synchronization.ps1', 'Update.ps1', 'Approval.ps1', 'TargetGroup.ps1') {
    . ([IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, $file.Replace('\', [string][IO.Path]::DirectorySeparatorChar))))
}
