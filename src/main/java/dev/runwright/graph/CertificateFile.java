package dev.runwright.graph;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCredential;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate with its private key, from PEM text or a PKCS #12 store. */
record CertificateFile(PrivateKey key, X509Certificate certificate) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** @throws GeneralSecurityException if there is no key or no certificate in it; the message says what to do */
    static CertificateFile read(GraphSettings.Credential.Certificate file) throws GeneralSecurityException {
        return file.content().contains("-----BEGIN ") ? pem(file.content()) : store(file);
    }

    private static CertificateFile pem(String text) throws GeneralSecurityException {
        PrivateKey key = null;
        X509Certificate certificate = null;
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
            if (block.group(1).equals("PRIVATE KEY")) {
                key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } else if (block.group(1).equals("CERTIFICATE") && certificate == null) {
                certificate = certificate(bytes);
            }
        }
        if (key == null) {
            throw new GeneralSecurityException("the certificate has no 'BEGIN PRIVATE KEY' (PKCS #8, not encrypted);"
                    + " make one with 'openssl pkcs8 -topk8 -nocrypt', or use a PFX file.");
        }
        if (certificate == null) {
            throw new GeneralSecurityException("the PEM text has no 'BEGIN CERTIFICATE'.");
        }
        return new CertificateFile(key, certificate);
    }

    private static X509Certificate certificate(byte[] bytes) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
    }

    private static CertificateFile store(GraphSettings.Credential.Certificate file) throws GeneralSecurityException {
        char[] password = file.password().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            byte[] content = file.content().getBytes(StandardCharsets.ISO_8859_1);
            store.load(new ByteArrayInputStream(content), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key
                        && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    return new CertificateFile(key, certificate);
                }
            }
        } catch (IOException e) {
            throw new GeneralSecurityException(
                    "the certificate is no PFX file that this password opens, and no PEM text: " + e.getMessage(), e);
        }
        throw new GeneralSecurityException("the PFX file has no private key with a certificate.");
    }

    IClientCredential credential() {
        return ClientCredentialFactory.createFromCertificate(key, certificate);
    }
}
