# Facts of files. Dot-sourced by the modules. ASCII only, for Windows PowerShell 5.1 and PowerShell 7.

# The organisation in a certificate's subject; its common name if it names none; null without a certificate.
function Get-RwSigner($Certificate) {
    if ($null -eq $Certificate) { return $null }
    $parts = $Certificate.SubjectName.Format($true) -split '\r?\n'
    foreach ($attribute in 'O', 'CN') {
        foreach ($part in $parts) {
            if ($part -match "^$attribute=(.+)$") { return $Matches[1].Trim().Trim('"') }
        }
    }
    $null
}
